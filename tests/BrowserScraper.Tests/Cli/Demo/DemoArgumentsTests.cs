using BrowserScraper.Cli.Demo;
using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Cli.Demo;

public sealed class DemoArgumentsTests
{
    private static readonly DemoArguments Usual = new(Vehicles: 3, Books: 4, LatencyMilliseconds: 0, Seed: 1, Faults: []);

    [Theory]
    [InlineData("dealer-inventory", typeof(DealerPortal), "3 vehicles")]
    [InlineData("book-library", typeof(BookPortal), "4 books")]
    [InlineData("media-search", typeof(MediaPortal), "8 sources, 5 results each; no sign-in")]
    [InlineData("video-subtitles", typeof(VideoPortal), "6 videos; no sign-in")]
    public async Task StartAsync_ScriptWithAPortal_StartsThatPortal(string script, Type kind, string description)
    {
        await using IDemoPortal portal = await StartAsync(Usual with { MediaResults = 5, Videos = 6 }, script);

        Assert.Contains(script, DemoArguments.Scripts);
        Assert.Equal((kind, description), (portal.GetType(), portal.Description));
    }

    [Theory]
    [InlineData("dealer-inventory", "hang@gallery", "--fault: 'hang@gallery' lacks its '=' part")]
    [InlineData("media-search", "hang=#3", "--fault: 'hang=#3' names no source")]
    [InlineData("video-subtitles", "hang@gallery", "--fault: 'gallery' in 'hang@gallery' is not the videos")]
    [InlineData("video-subtitles", "hang=#4000", "The video portal cannot start: a fault is set for #4000")]
    [InlineData("dealer-inventory", "private=5%", "--fault: 'private' in 'private=5%' is no fault")]
    public async Task StartAsync_FaultOfAnotherPortal_IsRefused(string script, string fault, string message)
    {
        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(() => StartAsync(Usual with { Faults = [fault] }, script));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.StartsWith(message, stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_MediaResultsOutOfRange_IsRefused()
    {
        RunStopException stop = await Assert.ThrowsAsync<RunStopException>(
            () => StartAsync(Usual with { MediaResults = 1001 }, "media-search"));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.Equal("The media portal cannot start: Results is 1001; allowed is 0 to 1,000.", stop.Message);
    }

    [Fact]
    public void Only_FaultsOfAllPortals_LeavesEachItsOwn()
    {
        DemoArguments all = Usual with { Faults = ["hang=#3", "hang@gallery", "error500=a@b", "hang@videos=#3"] };

        Assert.Equal(["hang@gallery"], all.Only("media-search").Faults);
        Assert.Equal(["hang@videos=#3"], all.Only("video-subtitles").Faults);
        Assert.Equal(["hang=#3", "error500=a@b"], all.Only("book-library").Faults);
    }

    private static Task<IDemoPortal> StartAsync(DemoArguments arguments, string script) =>
        arguments.StartAsync(script, port: 0, TestContext.Current.CancellationToken);
}
