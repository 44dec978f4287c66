using System.Diagnostics;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>300 vehicles on 5 pages against the best loop that we can write by hand, in turn, each in a process of its own.</summary>
internal static class HandWrittenBenchmark
{
    private const int Vehicles = 300;
    private const int Pages = 5;
    private const int Rounds = 3;

    public static async Task<bool> RunAsync()
    {
        List<double> ratios = [];
        for (int round = 1; round <= Rounds; round++)
        {
            double ours = await OursAsync();
            double theirs = await TheirsAsync();
            ratios.Add(ours / theirs);
            Console.WriteLine($"round {round}: harness {ours:0.0}/s, hand-written {theirs:0.0}/s, ratio {ours / theirs:0.00}");
        }

        double median = ratios.Order().ElementAt(Rounds / 2);
        Console.WriteLine($"median ratio {median:0.00}");
        return median >= 0.9;
    }

    private static async Task<double> OursAsync()
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", $"{Pages}");
        RunReport report = await run.ReportAsync();
        return report.Done == Vehicles ? Vehicles / report.WorkSeconds : throw new InvalidOperationException($"{report.Done} of {Vehicles} done");
    }

    private static async Task<double> TheirsAsync()
    {
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        ProcessStartInfo start = new("dotnet", [typeof(HandWrittenLoop).Assembly.Location, HandWrittenLoop.Argument, portal.Address.AbsoluteUri, $"{Vehicles}", $"{Pages}"]) { RedirectStandardOutput = true };
        using Process loop = Process.Start(start)!;
        string last = (await loop.StandardOutput.ReadToEndAsync()).TrimEnd().Split('\n')[^1];
        return Vehicles / double.Parse(last);
    }
}
