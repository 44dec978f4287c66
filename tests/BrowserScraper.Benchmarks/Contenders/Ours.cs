using System.Diagnostics;
using BrowserScraper.DemoSites;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>The command line with the site script for the portal.</summary>
internal sealed class Ours() : Contender("ours", "BrowserScraper")
{
    public override ProcessStartInfo Start(ContestOrder order, IDemoPortal portal, string folder) =>
        CliRun.StartInfo(CliProgram.Built, "dealer-inventory", portal, folder, "--pages", $"{order.Pages}");

    public override string ResultsIn(string folder) => Path.Combine(folder, "dealer-inventory");

    public override WorkSpan SpanOf(string folder, string output)
    {
        List<RunEvent> events =
            [.. RecordedEvents.Read(Directory.EnumerateFiles(folder, EventsFile.Name, SearchOption.AllDirectories).Single())];
        return new(events.OfType<RunEvent.SignedIn>().First().At, events.OfType<RunEvent.ItemEnded>().Last().At);
    }
}
