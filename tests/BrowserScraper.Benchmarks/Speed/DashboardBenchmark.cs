using System.Net.Http.Json;
using System.Text.Json;
using BrowserScraper.Benchmarks.Service;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// What a status snapshot costs the service while 64 pages are at work: their videos never answer, so that nothing but the
/// snapshots takes processor time.
/// </summary>
internal static class DashboardBenchmark
{
    private const int Pages = 64;
    private const int Snapshots = 1000;
    private const string Row = "a snapshot of 64 pages at work";
    private const string Cpu = "CPU of the service, ms";
    private const string Wall = "asked for over HTTP, ms";

    // Ten a second are the most that the service composes, for all who watch together.
    private const double MostMilliseconds = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await using ServiceProcess service = await ServiceProcess.StartAsync(
            scratch.Path, "--videos", $"{Pages * 2}", "--fault",
            $"hang@videos={string.Join(',', Enumerable.Range(1, Pages * 2).Select(number => $"#{number}"))}");
        (await service.Http.PutAsJsonAsync("settings", new { max_workers = Pages })).EnsureSuccessStatusCode();
        Dictionary<string, string> settings =
            new() { ["CONCURRENT_PAGES"] = $"{Pages}", ["REQUEST_TIMEOUT"] = "600", ["ITEM_TIMEOUT"] = "600" };
        (await service.Http.PostAsJsonAsync("jobs", new { script = "video-subtitles", settings })).EnsureSuccessStatusCode();
        await UntilAllWorkAsync(service);
        for (int round = 0; round < book.Arguments.Rounds(5) + 1; round++)
        {
            (double idle, double rest) = await WatchAsync(service, snapshots: 0);
            (double busy, double wall) = await WatchAsync(service, Snapshots);
            if (round > 0) // the first one compiles
            {
                book.Add(Row, Cpu, Math.Max(0, (busy - (idle * wall / rest)) * 1000 / Snapshots));
                book.Add(Row, Wall, wall * 1000 / Snapshots);
            }
        }

        byte[] snapshot = await service.Http.GetByteArrayAsync("jobs/status");
        book.Add(Row, "KB", snapshot.Length / 1024.0);
        book.AtMost($"{Row}: {Cpu}", book.Median(Row, Cpu), MostMilliseconds);
        book.Note($"rounds of {Snapshots:N0} snapshots, one after the other over HTTP; what the service takes without them is taken off");
    }

    private static async Task UntilAllWorkAsync(ServiceProcess service)
    {
        using CancellationTokenSource late = new(Patience, TimeProvider.System);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(500));
        int most = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(late.Token))
            {
                JsonElement status = await service.Http.GetFromJsonAsync<JsonElement>("jobs/workers/status");
                most = Math.Max(most, status.GetProperty("worker_status").GetProperty("active_workers").GetInt32());
                if (most == Pages)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException unready)
        {
            throw new InvalidOperationException(
                $"only {most} of {Pages} pages were at work after {Patience.TotalMinutes:0} minutes", unready);
        }
    }

    /// <summary>The service's own processor time while it is asked so often; while a second passes, where it is not asked at all.</summary>
    private static async Task<(double Processor, double Seconds)> WatchAsync(ServiceProcess service, int snapshots)
    {
        TimeSpan before = service.Processor;
        long started = TimeProvider.System.GetTimestamp();
        for (int number = 0; number < snapshots; number++)
        {
            await service.Http.GetByteArrayAsync("jobs/status");
        }

        if (snapshots == 0)
        {
            using PeriodicTimer second = new(TimeSpan.FromSeconds(1));
            await second.WaitForNextTickAsync();
        }

        return ((service.Processor - before).TotalSeconds, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }
}
