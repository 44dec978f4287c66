using System.Net;
using BrowserScraper.DemoSites.Media;

namespace BrowserScraper.Tests.DemoSites.Media;

/// <summary>Each fault bites where it is set, and nowhere else; what hangs ends with the client or the portal.</summary>
public sealed class MediaFaultTests
{
    private const string Search = "/search?q=nature";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/")]
    [InlineData(Search)]
    [InlineData("/robots.txt")]
    [InlineData("/assets/media.css")]
    public async Task Hang_AnyRequest_EndsWhenTheClientGoes(string path)
    {
        await using MediaPortal portal = await StartAsync(new() { Hangs = true });
        using MediaVisitor visitor = new(portal);
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Uri address = new(portal.AddressOf(MediaSources.Gallery), path);
        Task<HttpResponseMessage> asked = visitor.AskUntilAsync(address, cookie: null, leaving.Token);
        await UntilInFlightAsync(portal, 1);

        Assert.NotEmpty(await visitor.ReadAsync(MediaSources.Lazy, Search));
        Assert.False(asked.IsCompleted);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await UntilInFlightAsync(portal, 0);
    }

    [Fact]
    public async Task Slow_ShortAndLongDelay_AnswersLater()
    {
        await using MediaPortal soon = await StartAsync(new() { Delay = TimeSpan.FromMilliseconds(1) });
        await using MediaPortal late = await StartAsync(new() { Delay = TimeSpan.FromMinutes(10) });
        using MediaVisitor visitor = new(soon);
        using MediaVisitor waiting = new(late);
        Task<HttpResponseMessage> asked = waiting.AskAsync(MediaSources.Gallery, Search);
        await UntilInFlightAsync(late, 1);

        Assert.NotEmpty(await visitor.ReadAsync(MediaSources.Gallery, Search));
        Assert.False(asked.IsCompleted);
        await late.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => asked);
    }

    [Fact]
    public async Task HangMidFile_HalfCame_NoMoreComesUntilThePortalStops()
    {
        MediaPortal portal = await StartAsync(new() { HangsMidFile = true });
        using MediaVisitor visitor = new(portal);
        MediaResult result = Results(portal)[0];
        byte[] right = portal.BytesOf(result);
        using HttpResponseMessage answer = await visitor.AskAsync(result.Address);
        await using Stream body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        byte[] half = new byte[right.Length / 2];
        await body.ReadExactlyAsync(half, TestContext.Current.CancellationToken);
        Task<int> rest = body.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();

        Assert.Equal((right.Length, 0, 1), (answer.Content.Headers.ContentLength, portal.Counts.FilesServed, portal.Counts.InFlight));
        Assert.Equal(right[..half.Length], half);
        Assert.False(rest.IsCompleted);
        await portal.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => rest);
    }

    [Fact]
    public async Task Drip_FirstBytes_ComeOneAtATimeUntilThePortalStops()
    {
        MediaPortal portal = await StartAsync(new() { Drips = true });
        using MediaVisitor visitor = new(portal);
        MediaResult result = Results(portal)[0];
        using HttpResponseMessage answer = await visitor.AskAsync(result.Address);
        await using Stream body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[100];
        int first = await body.ReadAsync(buffer, TestContext.Current.CancellationToken);
        int second = await body.ReadAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (first, second));
        Assert.Equal((portal.BytesOf(result).Length, 0), (answer.Content.Headers.ContentLength, portal.Counts.FilesServed));
        await portal.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Error429_FirstRequests_AreRefusedAndThoseForRobotsAreNot()
    {
        await using MediaPortal portal = await StartAsync(new() { Refusals = 2 });
        using MediaVisitor visitor = new(portal);
        List<(HttpStatusCode Status, TimeSpan? RetryAfter)> answers = [];
        foreach (string path in new[] { "/robots.txt", "/assets/media.css", Search, Results(portal)[0].Address.AbsolutePath, Search })
        {
            using HttpResponseMessage answer = await visitor.AskAsync(MediaSources.Gallery, path);
            answers.Add((answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        }

        (HttpStatusCode, TimeSpan?) refused = (HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1));
        Assert.Equal([(HttpStatusCode.OK, null), (HttpStatusCode.OK, null), refused, refused, (HttpStatusCode.OK, null)], answers);
    }

    [Fact]
    public async Task DeadLinks_EveryThirdFile_IsNotFound()
    {
        await using MediaPortal portal = await StartAsync(new() { HasDeadLinks = true });
        using MediaVisitor visitor = new(portal);
        foreach (MediaResult result in Results(portal))
        {
            using HttpResponseMessage answer = await visitor.AskAsync(result.Address);
            Assert.Equal(result.Position % 3 == 0 ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static Task<MediaPortal> StartAsync(MediaFault fault) => MediaPortal.StartAsync(
        new() { Faults = new Dictionary<string, MediaFault> { [MediaSources.Gallery] = fault } }, TestContext.Current.CancellationToken);

    private static IReadOnlyList<MediaResult> Results(MediaPortal portal) => portal.ResultsOf(MediaSources.Gallery, "nature");

    private static async Task UntilInFlightAsync(MediaPortal portal, int requests)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (portal.Counts.Sources[MediaSources.Gallery].InFlight != requests)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"not within {Limit}: {requests} requests in flight");
            await Task.Yield();
        }
    }
}
