using System.Text.Json;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>
/// 5,000 items of which 1,000 hang - on load, in a script, on close - with ITEM_TIMEOUT=1 on 8 pages: each is ended in time, and the others
/// are done.
/// </summary>
internal static class HangBenchmark
{
    private const int Vehicles = 5000;
    private const int Hangs = 1000;
    private const int Pages = 8;

    private static readonly string[] Kinds = ["hang", "endless-script", "endless-close"];

    public static async Task RunAsync(ResultBook book)
    {
        string[] rules =
            [.. Kinds.Select(
                (kind, index) =>
                {
                    IEnumerable<string> hung = Enumerable.Range(0, Hangs)
                        .Where(number => number % Kinds.Length == index)
                        .Select(number => $"#{(number * (Vehicles / Hangs)) + 3}!");
                    return $"{kind}={string.Join(',', hung)}";
                })];
        if (!FaultPlan.TryParse(rules, seed: 1, out FaultPlan plan, out string problem))
        {
            throw new InvalidOperationException(problem);
        }

        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles, Faults = plan });
        using Scratch scratch = new();

        // With eight pages on two cores some vehicles that do not hang take longer than a second; they get the usual two further attempts,
        // and so do those that hang.
        using CliRun run =
            new("dealer-inventory", portal, scratch.Path, "--pages", $"{Pages}", "--set", "ITEM_TIMEOUT=1", "--set", "MAX_RETRIES=2",
            "--set", "EVIDENCE_MB=0");
        RunReport report = await run.ReportAsync();
        double[] over = [.. File.ReadLines(Directory.EnumerateFiles(scratch.Path, "events.jsonl", SearchOption.AllDirectories).Single())
            .Where(line => line.Contains("\"TimedOut\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("took").GetString()!)
            .Select(took => TimeSpan.Parse(took, System.Globalization.CultureInfo.InvariantCulture).TotalSeconds - 1)
            .Order()];
        string row = $"{Vehicles:N0} vehicles, {Hangs:N0} of them hang, {Pages} pages";
        book.Add(row, "timed out", over.Length);
        book.Add(row, "over the limit, median, s", over[over.Length / 2]);
        book.Add(row, "work, s", report.WorkSeconds);
        book.Add(row, "peak memory, MB", (report.PeakMemoryBytes ?? 0) / 1_048_576.0);
        book.Add(row, "growth over the second half, %", report.GrowthOfSecondHalf());
        book.Note($"endings that were not done: {string.Join(", ", report.TroubleByOutcome.Select(each => $"{each.Key} {each.Value}"))}");
        book.AtMost("over the limit at the most, s", over[^1], 1);
        book.Exactly("done", report.Done, Vehicles - Hangs);
        book.Exactly("failed", report.Failed, Hangs);
    }
}
