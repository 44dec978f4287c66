using System.Text.Json;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>5,000 items of which 1,000 hang - on load, in a script, on close - with ITEM_TIMEOUT=1 on 8 pages: each is ended in time, and the others are done.</summary>
internal static class HangBenchmark
{
    private const int Vehicles = 5000;
    private const int Hangs = 1000;
    private const int Pages = 8;

    private static readonly string[] Kinds = ["hang", "endless-script", "endless-close"];

    public static async Task<bool> RunAsync()
    {
        string[] rules = [.. Kinds.Select((kind, index) => $"{kind}={string.Join(',', Enumerable.Range(0, Hangs).Where(number => number % Kinds.Length == index).Select(number => $"#{(number * (Vehicles / Hangs)) + 3}!"))}")];
        if (!FaultPlan.TryParse(rules, seed: 1, out FaultPlan plan, out string problem))
        {
            throw new InvalidOperationException(problem);
        }

        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles, Faults = plan });
        using Scratch scratch = new();

        // With eight pages on two cores some vehicles that do not hang take longer than a second; they get the usual two further attempts, and so do those that hang.
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", $"{Pages}", "--set", "ITEM_TIMEOUT=1", "--set", "MAX_RETRIES=2", "--set", "EVIDENCE_MB=0");
        RunReport report = await run.ReportAsync();
        double[] over = [.. File.ReadLines(Directory.EnumerateFiles(scratch.Path, "events.jsonl", SearchOption.AllDirectories).Single())
            .Where(line => line.Contains("\"TimedOut\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("took").GetString()!)
            .Select(took => TimeSpan.Parse(took, System.Globalization.CultureInfo.InvariantCulture).TotalSeconds - 1)
            .Order()];
        Console.WriteLine($"timed out {over.Length}, over the limit by {over[over.Length / 2]:0.00} s at the median, {over[^1]:0.00} s at the most; done {report.Done}, failed {report.Failed}");
        Console.WriteLine($"{report.WorkSeconds:0} s, peak memory {report.PeakMemoryBytes / 1_048_576} MB, growth over the second half {report.GrowthOfSecondHalf():+0.0;-0.0} %");
        Console.WriteLine($"endings that were not done: {string.Join(", ", report.TroubleByOutcome.Select(each => $"{each.Key} {each.Value}"))}");
        return over[^1] <= 1 && report.Done == Vehicles - Hangs && report.Failed == Hangs;
    }
}
