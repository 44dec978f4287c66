using System.Diagnostics;
using BrowserScraper.Browsers;
using BrowserScraper.DemoSites;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>A hand-written loop or a peer: takes its order as JSON and ends with a line that tells when it worked.</summary>
internal abstract class LoopContender(string name, string title) : Contender(name, title)
{
    public override ProcessStartInfo Start(ContestOrder order, IDemoPortal portal, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        Directory.CreateDirectory(Path.Combine(folder, "downloads"));
        LoopOrder loop = new(
            portal.Address.AbsoluteUri, portal.Username, portal.Password, order.Vehicles, order.Pages, order.Contexts, folder,
            BenchmarkBrowser.Path, BenchmarkBrowser.MaySandbox, BrowserFlags.Arguments);
        return Start($"{loop}");
    }

    public override string ResultsIn(string folder) => folder;

    public override WorkSpan SpanOf(string folder, string output) => WorkSpan.Parse(output);

    protected abstract ProcessStartInfo Start(string order);
}
