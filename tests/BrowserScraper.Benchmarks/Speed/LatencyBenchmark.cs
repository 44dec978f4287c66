using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>100 vehicles at 250 ms latency: what further pages bring.</summary>
internal static class LatencyBenchmark
{
    public static async Task RunAsync(ResultBook book)
    {
        await Rounds.RunAsync(book.Arguments.Rounds(1), [1, 2, 5], async pages => book.Add(Row(pages), "s", await SecondsAsync(pages)));
        double one = book.Median(Row(1), "s");
        book.AtLeast("2 pages, times as fast as one", one / book.Median(Row(2), "s"), 1.9);
        book.AtLeast("5 pages, times as fast as one", one / book.Median(Row(5), "s"), 4.3);
    }

    private static string Row(int pages) => $"100 vehicles at 250 ms, {pages} {(pages == 1 ? "page" : "pages")}";

    private static async Task<double> SecondsAsync(int pages)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = 100, Latency = TimeSpan.FromMilliseconds(250) });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", $"{pages}");
        RunReport report = await run.ReportAsync();
        return report.Done == 100 ? report.WorkSeconds : throw new InvalidOperationException($"{report.Done} of 100 done");
    }
}
