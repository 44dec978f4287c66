using BrowserScraper.App.Display;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Tests.App.Display;

public sealed class RunProgressTests : IDisposable
{
    private static readonly RunEvent.DiscoveryEnded CutShort = new(10, TimeSpan.FromSeconds(1), Failure: null, IsCutShort: true);

    private readonly ConsoleSet consoles = ConsoleSet.Standard();

    public void Dispose() => consoles.Dispose();

    [Fact]
    public void LineOf_ListCutShortByTheLimit_NamesTheLimit() =>
        Assert.Equal(
            "DISCOVERY: stopped after 10 items, as MAX_DOWNLOADS=10 is reached; a further run reads on", Progress(limit: 10)
            .LineOf(CutShort));

    [Fact]
    public void LineOf_ListCutShortByAStop_NamesNoLimit()
    {
        RunProgress progress = Progress(limit: 20);
        progress.Read(new RunEvent.Stopping(StopReason.Interrupted, "interrupted"));

        Assert.Equal("DISCOVERY: stopped after 10 items; a further run reads on", progress.LineOf(CutShort));
    }

    [Fact]
    public void LineOf_RunForKnownItems_PromisesNoFurtherList() => Assert.Null(Progress(limit: null, ItemFilter.Failed).LineOf(CutShort));

    [Theory]
    [InlineData("4", "4 pages")]
    [InlineData("AUTO:2-20", "4 pages to begin with (CONCURRENT_PAGES=auto:2-20)")]
    public void LineOf_RunStarted_TellsWhetherPagesFindTheirNumber(string setting, string pages)
    {
        Dictionary<string, string> settings = new() { ["CONCURRENT_PAGES"] = setting };

        Assert.Equal(
            $"JOB: dealer-inventory at the demo portal | a new job | {pages}",
            Progress(limit: null).LineOf(new RunEvent.RunStarted("dealer-inventory", "r", "the demo portal", 4, null, 0, 0, settings)));
    }

    [Theory]
    [InlineData(4, 6, "3.4 items/s", "PAGES: 4 -> 6 | 3.4 items/s")]
    [InlineData(4, 4, "3.4 items/s", null)]
    [InlineData(4, 6, null, null)]
    public void LineOf_PagesHaveFoundAnotherNumber_TellsBothAndWhy(int before, int pages, string? why, string? line) =>
        Assert.Equal(
            line, Progress(limit: null).LineOf(new RunEvent.Steered(IsPaused: false, pages) { Before = before, Why = why, Auto = "1-32" }));

    private RunProgress Progress(int? limit, ItemFilter? only = null)
    {
        RunProgress progress = new(consoles, () => throw new InvalidOperationException("nothing is drawn here"), only, TimeProvider.System);
        progress.Read(
            new RunEvent.RunStarted("dealer-inventory", "r", "the demo portal", 2, limit, 0, 0, new Dictionary<string, string>()));
        return progress;
    }
}
