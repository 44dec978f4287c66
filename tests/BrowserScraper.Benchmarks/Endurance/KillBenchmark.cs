using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>kill -9 at random moments, 20 times in one job of 200 vehicles.</summary>
internal static class KillBenchmark
{
    private const int Vehicles = 200;
    private const int Kills = 20;
    private const int Pages = 5;

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        Random random = new(Seed: 20);
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = Vehicles });
        for (int kill = 0; kill < Kills; kill++)
        {
            int until = portal.Counts.StickersServed.Values.Sum() + random.Next(0, Vehicles / Kills);
            using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", $"{Pages}");
            while (!run.HasExited && portal.Counts.StickersServed.Values.Sum() <= until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }

            await run.KillAsync();
        }

        using CliRun last = new("dealer-inventory", portal, scratch.Path, "--pages", $"{Pages}");
        RunReport report = await last.ReportAsync();
        int right = scratch.FilesOf("dealer-inventory")
            .Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.StickerOf(Path.GetFileNameWithoutExtension(file))));
        int repeats = portal.Counts.StickersServed.Values.Sum() - Vehicles;
        string row = $"{Vehicles} vehicles, {Kills} times kill -9";
        book.Add(row, "done", report.Done + report.DoneBefore);
        book.Add(row, "fetched again", repeats);
        book.Exactly("right files", right, Vehicles);
        book.Exactly("failed", report.Failed, 0);
        book.AtMost("fetched again: not more than there were pages at the kills", repeats, Kills * Pages);
    }
}
