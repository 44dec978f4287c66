using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>The full inventory: 2,000 vehicles on 5 pages, every file compared, memory watched.</summary>
internal static class InventoryBenchmark
{
    private const int Vehicles = 2000;
    private const long Gigabyte = 1L << 30;

    public static async Task<bool> RunAsync()
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", "5");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("dealer-inventory").Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.StickerOf(Path.GetFileNameWithoutExtension(file))));
        int servedOnce = portal.Counts.StickersServed.Values.Count(times => times == 1);
        double growth = report.GrowthOfSecondHalf();
        Console.WriteLine($"done {report.Done}, right files {right}, served once {servedOnce}, duplicates {report.Duplicates}, sign-ins {report.SignIns}");
        Console.WriteLine($"{report.RatePerHour / 3600:0.0} vehicles/s, peak memory {report.PeakMemoryBytes / 1048576} MB, growth over the second half {growth:+0.0;-0.0} %");
        return right == Vehicles && servedOnce == Vehicles && report is { Duplicates: 0, PeakMemoryBytes: < Gigabyte };
    }
}
