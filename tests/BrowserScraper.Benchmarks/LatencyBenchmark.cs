using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>100 vehicles at 250 ms latency: what further pages bring.</summary>
internal static class LatencyBenchmark
{
    public static async Task<bool> RunAsync()
    {
        double one = await SecondsAsync(1);
        double two = await SecondsAsync(2);
        double five = await SecondsAsync(5);
        Console.WriteLine($"1 page {one:0.0} s, 2 pages {two:0.0} s ({one / two:0.00} times as fast), 5 pages {five:0.0} s ({one / five:0.00} times)");
        return one / two >= 1.9 && one / five >= 4.3;
    }

    private static async Task<double> SecondsAsync(int pages)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = 100, Latency = TimeSpan.FromMilliseconds(250) });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", $"{pages}");
        RunReport report = await run.ReportAsync();
        return report.Done == 100 ? report.WorkSeconds : throw new InvalidOperationException($"{report.Done} of 100 done");
    }
}
