using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>What TOKEN_MODE=auto costs on a site whose token does not change: dealer inventory, auto and free in turn.</summary>
internal static class AutoPriceBenchmark
{
    private const int Vehicles = 300;

    public static async Task RunAsync(ResultBook book)
    {
        await Rounds.RunAsync(
            book.Arguments.Rounds(7), ["auto", "free"], async mode => book.Add($"TOKEN_MODE={mode}", "items/s", await RateAsync(mode)));
        double ratio = Statistics.MedianRatio(book.Values("TOKEN_MODE=auto", "items/s"), book.Values("TOKEN_MODE=free", "items/s"));
        book.AtLeast("auto against free, median of the rounds", ratio, 0.97);
    }

    private static async Task<double> RateAsync(string mode)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--set", $"TOKEN_MODE={mode}");
        RunReport report = await run.ReportAsync();
        return report.Done == Vehicles
            ? Vehicles / report.WorkSeconds : throw new InvalidOperationException($"{report.Done} of {Vehicles} done");
    }
}
