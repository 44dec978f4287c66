using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Stores.Files;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Server;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.Kept;

/// <summary>A data folder from before is still of use: it was written by an earlier program, and is read by this one.</summary>
public sealed class KeptFolderTests : IDisposable
{
    private const string Dealer = "dealer-inventory";
    private const string Video = "video-subtitles";

    private readonly TemporaryFolder folder = new();
    private readonly ConsoleSet consoles = ConsoleSet.Standard();

    public KeptFolderTests() => KeptFolder.CopyTo(Data);

    private string Data => folder["data"];

    public void Dispose()
    {
        consoles.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Jobs_AreListedAsTheyStood()
    {
        JobInspection[] jobs = [.. JobList.Read(Data).Select(JobInspection.Of)];

        Assert.Equal([Dealer, Video], jobs.Select(job => job.Job.Job));
        Assert.Equal((9, 1, 0, "the demo portal"), (jobs[0].Job.Done, jobs[0].Job.Failed, jobs[0].Job.Waiting, jobs[0].Job.Site));
        Assert.True(jobs[1].IsKilled);
        Assert.Equal((8, 32), (jobs[1].Job.Done, jobs[1].Job.Waiting));
    }

    [Fact]
    public async Task Job_ThatWasKilled_IsOpenedWithAllThatItHadDone()
    {
        string job = Path.Combine(Data, Video);
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(job, Video, "the demo portal", TimeProvider.System);
        await using RecordsFile records = await RecordsFile.OpenAsync(
            Path.Combine(job, "records.jsonl"), key => checkpoint.Find(key)?.State == ItemState.Done, TimeProvider.System);
        LostRun lost = Assert.Single(LostRuns.MarkHeld(job));

        Assert.Equal(40, checkpoint.Count);
        Assert.All(checkpoint.Snapshot().Where(item => item.State == ItemState.Done), item => Assert.True(records.Contains(item.Item.Key)));
        Assert.Empty(checkpoint.Notices);
        Assert.Equal(8, RecordedRun.Read(lost.Folder).Report.Done);
        Assert.Equal(StopReason.Lost, RecordedRun.Read(lost.Folder).Report.Stopped);
    }

    [Fact]
    public async Task Verify_FindsEveryFileAsItWas()
    {
        List<string> told = [];

        VerifyResult result = await new FileJobStore(Data, TimeProvider.System)
            .VerifyAsync(Dealer, "the demo portal", told.Add, TestContext.Current.CancellationToken);

        Assert.Equal(new VerifyResult(Items: 9, Files: 9, Bad: 0), result);
        Assert.Empty(told);
        Assert.Equal(0, await RunAsync("verify", Video, "--data", Data));
    }

    [Fact]
    public async Task Export_HasEveryItemWithWhatWasRead()
    {
        Assert.Equal(0, await RunAsync("export", Dealer, "--format", "jsonl", "--data", Data, "--output", folder["items.jsonl"]));

        JsonNode[] items =
            [.. (await File.ReadAllLinesAsync(folder["items.jsonl"], TestContext.Current.CancellationToken))
            .Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(10, items.Length);
        Assert.Equal(9, items.Count(item => item.ToJsonString().Contains("\"mileage\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Dealer)]
    [InlineData(Video)]
    public async Task Report_IsWrittenAnew(string job)
    {
        Assert.Equal(0, await RunAsync("report", job, "--data", Data));

        string run = Assert.Single(Directory.GetDirectories(Path.Combine(Data, job, "runs")));
        Assert.Contains(
            "</html>", await File.ReadAllTextAsync(Path.Combine(run, "report.html"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ReportAndEvents_ReadAndWrittenAgain_AreWhatTheyWere()
    {
        string run = Assert.Single(Directory.GetDirectories(Path.Combine(Data, Dealer, "runs")));
        string report = AsSpelledNow(File.ReadAllText(Path.Combine(run, "report.json")));
        JsonNode again = JsonNode.Parse(
            JsonSerializer.Serialize(JsonSerializer.Deserialize<RunReport>(report, RunJson.Readable), RunJson.Readable))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(report), again), again.ToJsonString());

        string[] events = [.. File.ReadAllLines(Path.Combine(run, "events.jsonl")).Select(AsSpelledNow)];
        string[] written =
            [.. RecordedEvents.Read(Path.Combine(run, "events.jsonl"))
            .Select(each => JsonSerializer.Serialize(each, each.GetType(), RunJson.Line))];
        Assert.Equal(events, written);
    }

    [Fact]
    public async Task Service_HasItsJobsAndSettings()
    {
        await using Service service = await Service.StartAsync(folder);

        JsonElement[] jobs = [.. (await service.GetAsync("jobs")).GetProperty("jobs").EnumerateArray()];
        Assert.Equal(
            [(Dealer, "paused"), ("media-search~green-tea", "cancelled"), (Video, "interrupted")],
            jobs.Select(job => (job.GetProperty("id").GetString()!, job.GetProperty("state").GetString()!)));
        Assert.Equal(9, jobs[0].GetProperty("counts").GetProperty("done_before").GetInt32());
        JsonElement settings = await service.GetAsync("settings");
        Assert.Equal((3, 1), (settings.GetProperty("max_workers").GetInt32(), settings.GetProperty("max_retries").GetInt32()));
        Assert.Equal(8, (await service.GetAsync("sources")).ToString().Split("\"runs\":1").Length - 1);
    }

    // Kinds and states had a capital in events, and none elsewhere.
    private static string AsSpelledNow(string text) => text
        .Replace("\"kind\":\"Pdf\"", "\"kind\":\"pdf\"", StringComparison.Ordinal)
        .Replace("\"state\":\"Done\"", "\"state\":\"done\"", StringComparison.Ordinal)
        .Replace("\"state\":\"Failed\"", "\"state\":\"failed\"", StringComparison.Ordinal);

    private Task<int> RunAsync(params string[] line) => ToolLine.Root(consoles).Parse(line)
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
}
