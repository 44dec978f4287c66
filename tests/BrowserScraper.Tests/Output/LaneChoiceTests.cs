using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Tests.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Output;

public sealed class LaneChoiceTests
{
    private static readonly IDownloadLane[] All =
        [new Lane("http", order => order.Address is not null), new Lane("context", order => order.Address is not null),
        new Lane("click", order => order.Link is not null)];

    [Theory]
    [InlineData(DownloadLane.Auto, true, true, "http context click")]
    [InlineData(DownloadLane.Auto, true, false, "http context")]
    [InlineData(DownloadLane.Auto, false, true, "click")]
    [InlineData(DownloadLane.Http, true, true, "http")]
    [InlineData(DownloadLane.Context, true, false, "context")]
    [InlineData(DownloadLane.Click, true, true, "click")]
    public void Of_Setting_IsWhatMayFetch(DownloadLane setting, bool hasAddress, bool hasLink, string expected) =>
        Assert.Equal(expected, Chosen(Order(hasAddress, hasLink), setting));

    [Fact]
    public void Of_ScriptHasChosenToo_TheScriptsIsForItsFile()
    {
        Assert.Equal("click", Chosen(Order(hasAddress: true, hasLink: true) with { Lane = DownloadLane.Click }, DownloadLane.Http));
        Assert.Equal(
            "http context click", Chosen(Order(hasAddress: true, hasLink: true) with { Lane = DownloadLane.Auto }, DownloadLane.Http));
    }

    [Theory]
    [InlineData(DownloadLane.Click, true, false,
        "DOWNLOAD_LANE=click cannot fetch a.pdf: its script gives an address, and nothing to click; set DOWNLOAD_LANE=auto")]
    [InlineData(DownloadLane.Http, false, true,
        "DOWNLOAD_LANE=http cannot fetch a.pdf: its link has no address, so that only a click can; set DOWNLOAD_LANE=auto")]
    [InlineData(DownloadLane.Context, false, true,
        "DOWNLOAD_LANE=context cannot fetch a.pdf: its link has no address, so that only a click can; set DOWNLOAD_LANE=auto")]
    public void Of_SettingThatCannot_IsOneErrorForTheRun(DownloadLane setting, bool hasAddress, bool hasLink, string message)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => Chosen(Order(hasAddress, hasLink), setting));

        Assert.Equal((StopReason.BadUsage, message), (stop.Reason, stop.Message));
    }

    [Fact]
    public void Of_ScriptsChoiceThatCannot_IsTheItemsMatter()
    {
        ItemEndedException ended = Assert.Throws<ItemEndedException>(
            () => Chosen(Order(hasAddress: false, hasLink: true) with { Lane = DownloadLane.Http }, DownloadLane.Auto));

        Assert.IsType<ItemOutcome.SiteChanged>(ended.Outcome);
    }

    private static string Chosen(DownloadOrder order, DownloadLane setting) =>
        string.Join(' ', LaneChoice.Of(order, All, setting, "a.pdf").Select(lane => lane.Name));

    private static DownloadOrder Order(bool hasAddress, bool hasLink) =>
        new(Fakes.Of<IPage>().It, hasAddress
            ? new("http://one.example/a") : null, hasLink ? Fakes.Of<ILocator>().It : null, "target", null!, "a test");

    private sealed class Lane(string name, Predicate<DownloadOrder> able) : IDownloadLane
    {
        public string Name => name;

        public bool CanFetch(DownloadOrder order) => able(order);

        public Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending) =>
            throw new InvalidOperationException("none fetches here");
    }
}
