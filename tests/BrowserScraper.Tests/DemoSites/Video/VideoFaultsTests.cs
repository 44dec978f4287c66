using BrowserScraper.DemoSites.Video;

namespace BrowserScraper.Tests.DemoSites.Video;

public sealed class VideoFaultsTests
{
    [Fact]
    public async Task TryParse_GoodRules_PutEachVideoIntoOneTrouble()
    {
        VideoFaults faults = Parsed("hang@videos=#3", "Error503=#4!", "private=10%", "removed=10%", "error429=5%");
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = 2000, Faults = faults, TroubledRequests = 2 }, TestContext.Current.CancellationToken);
        ILookup<VideoTrouble, DemoVideo> by = portal.Videos.ToLookup(video => video.Trouble);

        Assert.Equal((VideoTrouble.Hang, 2), (portal.Videos[2].Trouble, portal.Videos[2].TroubledRequests));
        Assert.Equal((VideoTrouble.Error503, int.MaxValue), (portal.Videos[3].Trouble, portal.Videos[3].TroubledRequests));
        Assert.InRange(by[VideoTrouble.Private].Count(), 150, 250);
        Assert.InRange(by[VideoTrouble.Removed].Count(), 150, 250);
        Assert.InRange(by[VideoTrouble.Error429].Count(), 70, 130);
        Assert.Empty(by[VideoTrouble.Unavailable]);
    }

    [Theory]
    [InlineData("gone=#3",
        "'gone' in 'gone=#3' is no fault of a video; allowed are no-subtitles, private, unavailable, removed, hang, error429, error503")]
    [InlineData("hang@gallery=#3", "'gallery' in 'hang@gallery=#3' is not the videos; write hang@videos=...")]
    [InlineData("private", "'private' lacks its '=' part; write a share such as 'private=5%', or a list such as")]
    [InlineData("private@videos=", "'private@videos=' lacks its '=' part")]
    [InlineData("private=0%", "'0%' in 'private=0%' is no share; allowed is a number above 0 and up to 100, then '%'")]
    [InlineData("private=#0", "'#0' in 'private=#0' names no video")]
    [InlineData("private=#3,", "'' in 'private=#3,' names no video")]
    [InlineData("private=95%", "the shares of videos in trouble add up to 105 %; allowed is up to 100")]
    public void TryParse_WrongRule_SaysWhatIsAllowed(string rule, string problem)
    {
        Assert.False(VideoFaults.TryParse(["removed=10%", rule], out VideoFaults faults, out string error));
        Assert.StartsWith(problem, error, StringComparison.Ordinal);
        Assert.Same(VideoFaults.None, faults);
    }

    [Fact]
    public async Task StartAsync_FaultsAndOptionsThatDoNotFit_SaysAllThatIsWrong()
    {
        ArgumentException outside =
            await Assert.ThrowsAsync<ArgumentException>(
                () => VideoPortal.StartAsync(
                    new() { Videos = 5, Faults = Parsed("private=#6", "removed=#2,abc") }, TestContext.Current.CancellationToken));
        ArgumentException wrong = await Assert.ThrowsAsync<ArgumentException>(
            () => VideoPortal.StartAsync(
                new() { Videos = 0, Port = -1, VideosPerPage = 0, TroubledRequests = 0, Latency = TimeSpan.FromHours(1) },
                TestContext.Current.CancellationToken));

        Assert.StartsWith(
            "The video portal cannot start: a fault is set for #6, which is not among the 5 videos; a fault is set for abc, which is not",
            outside.Message, StringComparison.Ordinal);
        Assert.All(["Videos", "Port", "VideosPerPage", "TroubledRequests", "Latency"],
            name => Assert.Contains($"{name} is ", wrong.Message, StringComparison.Ordinal));
    }

    internal static VideoFaults Parsed(params string[] rules)
    {
        Assert.True(VideoFaults.TryParse(rules, out VideoFaults faults, out string error), error);
        return faults;
    }
}
