using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

/// <summary>
/// What it costs to tell how a job stands does not grow with its items and runs: counted in bytes, as a clock would tell of the machine.
/// </summary>
public sealed class JobCostTests : IDisposable
{
    private const int Items = 20_000;
    private const int Runs = 300;
    private const long MostBytes = 5_000_000;

    private readonly TemporaryFolder folder = new(inMemory: true);

    private string Job => Path.Combine(folder["data"], "dealer-inventory");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task JobAndList_ManyItemsAndRuns_AreToldWithoutReadingThem()
    {
        await MakeAsync();
        await using Service service = await Service.StartAsync(folder);
        await service.GetAsync("jobs/dealer-inventory"); // what is compiled now is not compiled while we measure
        await service.GetAsync("jobs");
        foreach (string path in (string[])["jobs/dealer-inventory", "jobs"])
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            JsonElement answer = await service.GetAsync(path);
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

            JsonElement job = path == "jobs" ? answer.GetProperty("jobs")[0] : answer;
            Assert.Equal(
                (Items, Runs.ToString("000")),
                (job.GetProperty("counts").GetProperty("known").GetInt32(), job.GetProperty("run").GetString()));
            Assert.InRange(allocated, 0, MostBytes); // records alone are more
        }
    }

    [Fact]
    public async Task Summary_WhereTheCheckpointIsNotAsItWas_IsNotBelieved()
    {
        await MakeAsync();
        CheckpointPaths paths = new(Job);
        Assert.Equal(Items, JobList.Find(folder["data"], "dealer-inventory")!.Done);
        string snapshot = await File.ReadAllTextAsync(paths.Snapshot, TestContext.Current.CancellationToken);
        string summary = await File.ReadAllTextAsync(paths.Summary, TestContext.Current.CancellationToken);
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            await checkpoint.RecordAsync(new(new WorkItem("item-7")) { State = ItemState.Failed });
        }

        Assert.Equal((Items - 1, 1), Counts());
        await File.WriteAllTextAsync(paths.Summary, summary, TestContext.Current.CancellationToken); // as a kill would leave it
        Assert.Equal((Items - 1, 1), Counts());
        File.Delete(paths.Summary);
        Assert.Equal((Items - 1, 1), Counts());
        await File.WriteAllTextAsync(paths.Snapshot, snapshot, TestContext.Current.CancellationToken);
        Assert.Equal((Items, 0), Counts());
        await (await OpenAsync()).DisposeAsync();
        Assert.Equal((Items, 0), Counts());
    }

    [Fact]
    public async Task Totals_OfManyChanges_AreThoseOfACount()
    {
        Random random = new(5);
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            for (int number = 0; number < 3000; number++)
            {
                checkpoint.Note(
                    new(new WorkItem($"item-{random.Next(200)}"))
                        { State = (ItemState)random.Next(5), Updated = DateTimeOffset.UnixEpoch
                        + TimeSpan.FromSeconds(random.Next(9999)) });
            }

            await checkpoint.FlushAsync();
        }

        Assert.True(StoredSummary.Read(new(Job))!.Holds(new(Job)));
        JobSummary kept = JobList.Find(folder["data"], "dealer-inventory")!;
        File.Delete(new CheckpointPaths(Job).Summary);
        JobSummary counted = JobList.Find(folder["data"], "dealer-inventory")!;
        Assert.Equal(counted with { Updated = null }, kept with { Updated = null });
        Assert.True(kept.Updated >= counted.Updated);
    }

    private (int Done, int Failed) Counts()
    {
        JobSummary job = JobList.Find(folder["data"], "dealer-inventory")!;
        return (job.Done, job.Failed);
    }

    private Task<JsonCheckpoint> OpenAsync() => JsonCheckpoint.OpenAsync(Job, "dealer-inventory", "the test's portal", TimeProvider.System);

    private async Task MakeAsync()
    {
        await using (JsonCheckpoint checkpoint = await OpenAsync())
        {
            for (int number = 0; number < Items; number++)
            {
                checkpoint.Note(new(new WorkItem($"item-{number}")) { State = ItemState.Done, Outcome = "Done", Attempts = 1 });
            }

            await checkpoint.FlushAsync();
        }

        for (int number = 1; number <= Runs; number++)
        {
            string run = $"{number:000}";
            int place = RunNumbers.Begin(Job, run);
            string at = Path.Combine(Job, "runs", run);
            Directory.CreateDirectory(at);
            RunJson.Save(
                Path.Combine(at, RunFacts.FileName),
                new RunFacts("dealer-inventory", run, "the test's portal", default, 1, new Dictionary<string, string>(), place));
            RunJson.Save(
                Path.Combine(at, RunReport.FileName),
                new RunReport { Job = "dealer-inventory", Run = run, Site = "", StartedAt = default, EndedAt = default });
        }
    }
}
