using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>What TOKEN_MODE=auto costs on a site whose token does not change: dealer inventory, auto and free in turn.</summary>
internal static class AutoPriceBenchmark
{
    private const int Vehicles = 300;
    private const int Rounds = 7;

    public static async Task<bool> RunAsync()
    {
        List<double> ratios = [];
        for (int round = 1; round <= Rounds; round++)
        {
            // Who begins changes from round to round, since a machine may slow down or speed up steadily.
            double free = round % 2 == 0 ? await RateAsync("free") : 0;
            double auto = await RateAsync("auto");
            free = free > 0 ? free : await RateAsync("free");
            ratios.Add(auto / free);
            Console.WriteLine($"round {round}: auto {auto:0.00}/s, free {free:0.00}/s, ratio {auto / free:0.000}");
        }

        double median = ratios.Order().ElementAt(Rounds / 2);
        Console.WriteLine($"median ratio {median:0.000}");
        return median >= 0.97;
    }

    private static async Task<double> RateAsync(string mode)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--set", $"TOKEN_MODE={mode}");
        RunReport report = await run.ReportAsync();
        return report.Done == Vehicles ? Vehicles / report.WorkSeconds : throw new InvalidOperationException($"{report.Done} of {Vehicles} done");
    }
}
