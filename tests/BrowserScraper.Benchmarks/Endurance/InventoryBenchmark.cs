using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>The full inventory: 2,000 vehicles on 5 pages, every file compared, memory watched.</summary>
internal static class InventoryBenchmark
{
    private const int Vehicles = 2000;
    private const long Gigabyte = 1L << 30;

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", "5");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("dealer-inventory")
            .Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.StickerOf(Path.GetFileNameWithoutExtension(file))));
        int servedOnce = portal.Counts.StickersServed.Values.Count(times => times == 1);
        double growth = report.GrowthOfSecondHalf();
        string row = $"{Vehicles:N0} vehicles, 5 pages";
        book.Add(row, "vehicles/s", report.RatePerHour / 3600);
        book.Add(row, "peak memory, MB", (report.PeakMemoryBytes ?? 0) / 1_048_576.0);
        book.Add(row, "growth over the second half, %", growth);
        book.Add(row, "sign-ins", report.SignIns);
        book.Exactly("right files", right, Vehicles);
        book.Exactly("stickers served once", servedOnce, Vehicles);
        book.Exactly("items done twice", report.Duplicates, 0);
        book.Below("peak memory, MB", (report.PeakMemoryBytes ?? double.NaN) / 1_048_576.0, Gigabyte / 1_048_576.0);
    }
}
