using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.App.Display;

public sealed class JobsViewTests
{
    private static readonly JobSummary Job = new(
        "dealer-inventory", "https://portal.example.com/", "/data/dealer-inventory", 12, 1, 2, 5,
        new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), Holder: null);

    private static readonly JobWords Words = new(default, JobInspection.StuckAfter);

    [Fact]
    public void List_AJob_HasEverythingThatTheTableHas() => Assert.Equal(
        [
            "dealer-inventory: to be continued",
            "  12 of 20 done, 2 failed, 5 still to do",
            "  https://portal.example.com/, last change 2026-01-01 12:00:00 UTC",
        ],
        JobsView.List([new(Job, Run: null)], Words));

    [Fact]
    public void Width_LongestCellOfEachColumn_CountsWithItsFrame() =>
        Assert.Equal(
            16 + 15 + 8 + 6 + 11 + 27 + 19 + (7 * 3)
            + 1, JobsView.Width([new(Job, Run: null), new(Job with { Job = "short" }, Run: null)], Words));
}
