using System.Net.Http.Json;
using System.Text.Json;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Service;

/// <summary>
/// 500 videos in the service, every tenth lost for good and every tenth in trouble that passes, while max_workers goes from 2 to 10 to 1:
/// each is processed once.
/// </summary>
internal static class WorkersBenchmark
{
    private const int Videos = 500;
    private const int Lost = 50;

    private static readonly (int Settled, int Workers)[] Steps = [(0, 2), (60, 10), (420, 1)];

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await using ServiceProcess service = await ServiceProcess.StartAsync(
            scratch.Path, "--videos", $"{Videos}", "--latency", "200",
            "--fault", $"private@videos={Positions(3, step: 20)}", "--fault", $"removed@videos={Positions(13, step: 20)}",
            "--fault", $"error503@videos={Positions(8, step: 20)}", "--fault", $"error429@videos={Positions(18, step: 20)}");
        int step = 0;
        HashSet<int> seen = [];
        async Task FollowAsync(JsonElement job)
        {
            JsonElement counts = job.GetProperty("counts");
            int settled = counts.GetProperty("done").GetInt32() + counts.GetProperty("failed").GetInt32();
            JsonElement status = await service.Http.GetFromJsonAsync<JsonElement>("jobs/workers/status");
            seen.Add(status.GetProperty("worker_status").GetProperty("active_workers").GetInt32());
            if (step < Steps.Length && settled >= Steps[step].Settled)
            {
                (await service.Http.PutAsJsonAsync("settings", new { max_workers = Steps[step].Workers })).EnsureSuccessStatusCode();
                Console.WriteLine($"{settled} settled: max_workers={Steps[step++].Workers}");
            }
        }

        RunReport report = await service.RunAsync("video-subtitles", new Dictionary<string, string>(), scratch.Path, FollowAsync);
        string trouble = string.Join(", ", report.TroubleByOutcome.OrderBy(each => each.Key).Select(each => $"{each.Key} {each.Value}"));
        book.Add($"{Videos} videos, max_workers 2, 10, 1", "s", report.WorkSeconds);
        book.Note($"attempts that failed: {trouble}");
        book.Exactly("done", report.Done, Videos - Lost);
        book.Exactly("failed", report.Failed, Lost);
        book.Exactly("left", report.Remaining, 0);
        book.Exactly("done twice", report.Duplicates, 0);
        book.Exactly("changes of max_workers made", step, Steps.Length);
        book.Exactly("most at work", seen.Max(), 10);
        book.Exactly(
            "kinds of failed attempt whose number is not that of their trouble", trouble == "Failed 25, Rejected 50, Throttled 25"
            ? 0 : 1, 0);
    }

    private static string Positions(int first, int step) =>
        string.Join(",", Enumerable.Range(0, Videos / step).Select(number => $"#{first + (number * step)}"));
}
