using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>2,000 vehicles with a new browser and driver after each 100: nothing lost, one sign-in, memory flat.</summary>
internal static class RenewalBenchmark
{
    private const int Vehicles = 2000;
    private const int Every = 100;

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--set", $"RENEW_BROWSER_AFTER={Every}", "--set", "MAX_RETRIES=0");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("dealer-inventory")
            .Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.StickerOf(Path.GetFileNameWithoutExtension(file))));
        int renewals = File.ReadLines(Directory.EnumerateFiles(scratch.Path, "events.jsonl", SearchOption.AllDirectories).Single())
            .Count(line => line.Contains("\"BrowserRenewed\"", StringComparison.Ordinal));
        double growth = report.GrowthOfSecondHalf();
        string row = $"{Vehicles:N0} vehicles, a new browser after each {Every}";
        book.Add(row, "vehicles/s", Vehicles / report.WorkSeconds);
        book.Add(row, "peak memory, MB", (report.PeakMemoryBytes ?? 0) / 1_048_576.0);
        book.Exactly("right files", right, Vehicles);
        book.Exactly("sign-ins", portal.Counts.SignIns, 1);
        book.AtLeast("renewals", renewals, (Vehicles / Every) - 2);
        book.Below("growth over the second half, %", growth, 5);
    }
}
