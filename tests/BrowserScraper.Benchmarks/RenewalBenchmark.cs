using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>2,000 vehicles with a new browser and driver after each 100: nothing lost, one sign-in, memory flat.</summary>
internal static class RenewalBenchmark
{
    private const int Vehicles = 2000;
    private const int Every = 100;

    public static async Task<bool> RunAsync()
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--set", $"RENEW_BROWSER_AFTER={Every}", "--set", "MAX_RETRIES=0");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("dealer-inventory").Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.StickerOf(Path.GetFileNameWithoutExtension(file))));
        int renewals = File.ReadLines(Directory.EnumerateFiles(scratch.Path, "events.jsonl", SearchOption.AllDirectories).Single()).Count(line => line.Contains("\"BrowserRenewed\"", StringComparison.Ordinal));
        double growth = report.GrowthOfSecondHalf();
        Console.WriteLine($"renewals {renewals}, done {report.Done}, right files {right}, sign-ins {portal.Counts.SignIns}, failed {report.Failed}, {Vehicles / report.WorkSeconds:0.0}/s");
        Console.WriteLine($"peak memory {report.PeakMemoryBytes / 1_048_576} MB, growth over the second half {growth:+0.0;-0.0} %");
        return right == Vehicles && portal.Counts.SignIns == 1 && renewals >= (Vehicles / Every) - 2 && growth < 5;
    }
}
