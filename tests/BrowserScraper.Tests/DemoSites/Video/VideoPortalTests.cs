using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Scripts.Subtitles;

namespace BrowserScraper.Tests.DemoSites.Video;

public sealed class VideoPortalTests : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task WatchList_AllPages_ListEveryVideoOnceInOrder()
    {
        await using VideoPortal portal = await StartAsync(23, perPage: 10);
        string[] pages = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(number => client.GetStringAsync(new Uri(portal.Address, $"watch-list?page={number}"), Stopping)));

        Assert.Equal(portal.Videos.Select(video => video.Id), pages.SelectMany(page => AllIn(page, "data-id=\"([^\"]+)\"")));
        Assert.Equal([true, true, false, false], pages.Select(page => page.Contains("Next page", StringComparison.Ordinal)));
        Assert.All(portal.Videos, video => Assert.Matches("^[A-Za-z0-9_-]{11}$", video.Id));
        Assert.Empty(portal.Counts.Videos);
    }

    [Fact]
    public async Task Videos_SameSeed_AreTheSameAndOtherSeedsAreNot()
    {
        await using VideoPortal one = await StartAsync(50);
        await using VideoPortal same = await StartAsync(50);
        await using VideoPortal other = await VideoPortal.StartAsync(new() { Videos = 50, Seed = 2 }, Stopping);

        Assert.Equal(one.Videos.Select(Facts), same.Videos.Select(Facts));
        Assert.Empty(one.Videos.Select(video => video.Id).Intersect(other.Videos.Select(video => video.Id)));
        Assert.Contains(one.Videos, video => video.Tracks.All(track => track.IsAutomatic));
        Assert.Contains(one.Videos, video => video.Tracks.All(track => !track.HasWebVtt));
        Assert.All(one.Videos, video => Assert.Contains(video.Tracks, track => track.Language == "en"));
        Assert.Equal(
            ["de", "en", "es", "fr", "pt-BR"], one.Videos.SelectMany(video => video.Tracks).Select(track => track.Language).Distinct()
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Captions_EveryTrackInBothForms_SayWhatTheTruthSays()
    {
        await using VideoPortal portal = await StartAsync(12);
        foreach ((DemoVideo video, CaptionTrack track) in portal.Videos.SelectMany(video => video.Tracks.Select(track => (video, track))))
        {
            Cue[] truth = [.. portal.CaptionsOf(video, track).Select(caption => new Cue(caption.Start, caption.End, caption.Text))];
            string json = await client.GetStringAsync(AddressOf(portal, video, track, "json"), Stopping);
            using HttpResponseMessage vtt = await client.GetAsync(AddressOf(portal, video, track, "vtt"), Stopping);

            Assert.Equal(truth, TimedEvents.Read(json));
            Assert.Equal(video.Id, JsonDocument.Parse(json).RootElement.GetProperty("video").GetString());
            Assert.Equal(track.HasWebVtt ? HttpStatusCode.OK : HttpStatusCode.NotFound, vtt.StatusCode);
            if (track.HasWebVtt)
            {
                Assert.Equal(truth, WebVtt.Read(await vtt.Content.ReadAsStringAsync(Stopping)));
            }

            Assert.Equal(portal.TextOf(video, track), PlainText.Write(truth, track.IsAutomatic));
        }

        DemoVideo first = portal.Videos[0];
        Assert.Equal(first.Tracks.Sum(track => track.HasWebVtt ? 2 : 1), portal.Counts.Videos[first.Id].CaptionsServed);
    }

    [Fact]
    public async Task Watch_VideoWithCaptions_ShowsEachTrackWithItsAddresses()
    {
        await using VideoPortal portal = await StartAsync(30);
        DemoVideo video = portal.Videos.First(video => video.Tracks.Count > 2 && video.Tracks[0].HasWebVtt);
        string page = await client.GetStringAsync(new Uri(portal.Address, $"watch?v={video.Id}"), Stopping);

        Assert.Equal(video.Tracks.Select(track => track.Language), AllIn(page, "data-language=\"([^\"]+)\""));
        Assert.Equal(
            video.Tracks.Select(track => AddressOf(portal, video, track, "vtt").AbsolutePath),
            AllIn(page, "<a href=\"([^\"]+)\" type=\"text/vtt\""));
        Assert.Contains($"<h1>{WebUtility.HtmlEncode(video.Title)}</h1>", page, StringComparison.Ordinal);
        Assert.Equal(new VideoCounts(1, 1, 0, 0), portal.Counts.Videos[video.Id]);
    }

    [Theory]
    [InlineData("no-subtitles", "There are no captions", 200)]
    [InlineData("private", "This video is private", 200, 403)]
    [InlineData("unavailable", "This video is unavailable", 200)]
    [InlineData("removed", "This video is not available any more", 404, 410)]
    public async Task Watch_VideoThatIsNotToBeHad_SaysSoEveryTime(string trouble, string said, params int[] statuses)
    {
        await using VideoPortal portal = await StartAsync(20, faults: $"{trouble}=100%");
        foreach (DemoVideo video in portal.Videos.Concat(portal.Videos))
        {
            (int status, string page) = await AskAsync(portal, video);

            Assert.Equal(video.Status, status);
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.Equal(trouble == "no-subtitles", !page.Contains("data-testid=\"notice\"", StringComparison.Ordinal));
        }

        Assert.Equal(statuses, portal.Videos.Select(video => video.Status).Distinct().Order());
        Assert.Equal(new VideoCounts(2, 2, 0, 0), portal.Counts.Videos[portal.Videos[0].Id]);
    }

    [Theory]
    [InlineData("error503=#1", 503, 503, 200)]
    [InlineData("error503=#1!", 503, 503, 503)]
    [InlineData("private=#2", 200, 200, 200)]
    public async Task Watch_TroubleThatPasses_StrikesTheFirstRequestsOnly(string fault, params int[] statuses)
    {
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = 3, Faults = VideoFaultsTests.Parsed(fault), TroubledRequests = 2 }, Stopping);
        List<int> answers = [];
        for (int request = 0; request < 3; request++)
        {
            answers.Add((await AskAsync(portal, portal.Videos[0])).Status);
        }

        Assert.Equal(statuses, answers);
        Assert.Equal(
            (3, statuses.Count(status => status == 200)),
            (portal.Counts.Videos[portal.Videos[0].Id].PagesAsked, portal.Counts.Videos[portal.Videos[0].Id].PagesServed));
    }

    [Fact]
    public async Task Error429_PageOrCaptions_AreRefusedOnceWithATimeToComeAgain()
    {
        await using VideoPortal portal = await StartAsync(20, faults: "error429=100%");
        foreach (DemoVideo video in portal.Videos)
        {
            Uri page = new(portal.Address, $"watch?v={video.Id}");
            Uri captions = AddressOf(portal, video, video.Tracks[0], "json");
            Uri[] addresses = video.StrikesCaptions ? [page, captions, captions] : [page, page, captions];
            List<(int Status, TimeSpan? RetryAfter)> answers = [];
            foreach (Uri address in addresses)
            {
                using HttpResponseMessage answer = await client.GetAsync(address, Stopping);
                answers.Add(((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta));
            }

            Assert.Contains((429, TimeSpan.FromSeconds(1)), answers);
            Assert.Equal(2, answers.Count(answer => answer == (200, null)));
            Assert.Equal(1, portal.Counts.Videos[video.Id].CaptionsServed);
        }

        Assert.Equal(2, portal.Videos.Select(video => video.StrikesCaptions).Distinct().Count());
    }

    [Fact]
    public async Task Hang_FirstRequest_HasNoAnswerAndTheNextOneHas()
    {
        await using VideoPortal portal = await StartAsync(1, faults: "hang=#1");
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        Task<string> hanging = client.GetStringAsync(new Uri(portal.Address, $"watch?v={portal.Videos[0].Id}"), leaving.Token);
        while (portal.Counts.Videos.Count == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(200, (await AskAsync(portal, portal.Videos[0])).Status);
        Assert.Equal((false, 1), (hanging.IsCompleted, portal.Counts.InFlight));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Theory]
    [InlineData("embed")]
    [InlineData("v")]
    public async Task Watch_OtherAddressesOfAVideo_LeadToItsPage(string form)
    {
        await using VideoPortal portal = await StartAsync(1);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(portal.Address, $"{form}/{portal.Videos[0].Id}"), Stopping);

        Assert.Equal(
            (HttpStatusCode.Found, $"/watch?v={portal.Videos[0].Id}"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("watch?v=xxxxxxxxxxx")]
    [InlineData("captions/xxxxxxxxxxx/human/en.vtt")]
    [InlineData("no")]
    public async Task AnyAddress_ThatNobodyGaveOut_IsNotFound(string path)
    {
        await using VideoPortal portal = await StartAsync(3);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(portal.Address, path), Stopping);

        Assert.Equal((HttpStatusCode.NotFound, 0), (answer.StatusCode, portal.Counts.Videos.Count));
    }

    private static Task<VideoPortal> StartAsync(int videos, int perPage = 50, params string[] faults) =>
        VideoPortal.StartAsync(new() { Videos = videos, VideosPerPage = perPage, Faults = VideoFaultsTests.Parsed(faults) }, Stopping);

    private static Uri AddressOf(VideoPortal portal, DemoVideo video, CaptionTrack track, string form) =>
        new(portal.Address, $"captions/{video.Id}/{(track.IsAutomatic ? "automatic" : "human")}/{track.Language}.{form}");

    private static string Facts(DemoVideo video) => $"{video.Id} {video.Title} {video.Length} {string.Join(' ', video.Tracks)}";

    private static IEnumerable<string> AllIn(string page, string pattern) =>
        Regex.Matches(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(10)).Select(match => match.Groups[1].Value);

    private async Task<(int Status, string Page)> AskAsync(VideoPortal portal, DemoVideo video)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri(portal.Address, $"watch?v={video.Id}"), Stopping);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stopping));
    }
}
