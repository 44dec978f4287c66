using System.Net.Http.Json;
using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Server;
using BrowserScraper.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Benchmarks.Service;

/// <summary>
/// What it costs to tell how a job of 300,000 items and 2,000 runs stands. Service and client are one process, so what the client allocates
/// counts, too.
/// </summary>
internal static class JobCostBenchmark
{
    private const string Name = "dealer-inventory";
    private const string Row = $"GET /jobs/{Name}";
    private const string Milliseconds = "ms";
    private const string Megabytes = "MB allocated";
    private const int Items = 300_000;
    private const int Runs = 2000;
    private const double MostMilliseconds = 20;
    private const double MostMegabytes = 5;

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await MakeAsync(Path.Combine(scratch.Path, Name));
        await using ServiceHost service = await ServiceHost.StartAsync(new()
        {
            Planner = new(Tool.Scripts, new ConfigurationBuilder().Build()),
            Defaults = new ServiceSettings(5, 2, 2, scratch.Path),
            Log = NullLogger.Instance,
        }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = service.Address };
        await AskAsync(client); // what is compiled now is not compiled while we measure
        for (int round = 0; round < book.Arguments.Rounds(50); round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long started = TimeProvider.System.GetTimestamp();
            await AskAsync(client);
            book.Add(Row, Milliseconds, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            book.Add(Row, Megabytes, (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6);
        }

        await service.StopAsync(TimeSpan.Zero);
        book.Below($"{Row}, median, ms", book.Median(Row, Milliseconds), MostMilliseconds);
        book.Below($"{Row}, the most that one has allocated, MB", book.Values(Row, Megabytes).Max(), MostMegabytes);
    }

    private static async Task AskAsync(HttpClient client)
    {
        JsonElement job = await client.GetFromJsonAsync<JsonElement>($"jobs/{Name}");
        int known = job.GetProperty("counts").GetProperty("known").GetInt32();
        string? run = job.GetProperty("run").GetString();
        if (known != Items || run != NameOf(Runs))
        {
            throw new InvalidOperationException($"the service tells of {known} items, and of run {run}");
        }
    }

    private static async Task MakeAsync(string job)
    {
        await using (JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(job, Name, "the benchmark's portal", TimeProvider.System))
        {
            for (int number = 0; number < Items; number++)
            {
                checkpoint.Note(new(new WorkItem($"item-{number:000000}")) { State = ItemState.Done, Outcome = "Done", Attempts = 1 });
            }

            await checkpoint.FlushAsync();
        }

        for (int number = 1; number <= Runs; number++)
        {
            string run = NameOf(number);
            int place = RunNumbers.Begin(job, run);
            string at = Path.Combine(job, "runs", run);
            Directory.CreateDirectory(at);
            RunJson.Save(
                Path.Combine(at, RunFacts.FileName),
                new RunFacts(Name, run, "the benchmark's portal", default, 1, new Dictionary<string, string>(), place));
            RunJson.Save(
                Path.Combine(at, RunReport.FileName),
                new RunReport { Job = Name, Run = run, Site = "", StartedAt = default, EndedAt = default });
        }
    }

    private static string NameOf(int run) => $"{run:0000}";
}
