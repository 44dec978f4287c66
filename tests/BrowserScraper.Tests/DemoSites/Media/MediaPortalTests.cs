using System.Net;
using System.Security.Cryptography;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.DemoSites.Media;

/// <summary>What holds for all sources: files, duplicates, seeds, options, robots.txt.</summary>
public sealed class MediaPortalTests
{
    private const string Query = "nature";

    private static IEnumerable<string> Working => MediaSources.All.Except([MediaSources.Broken]);

    [Fact]
    public async Task Files_OfEverySource_AreRightFilesOfTheirKindAndCounted()
    {
        using TemporaryFolder folder = new();
        await using MediaPortal portal = await StartAsync(new());
        using MediaVisitor visitor = new(portal);
        foreach (MediaResult result in Working.SelectMany(source => portal.ResultsOf(source, Query)))
        {
            byte[] file = await visitor.FetchAsync(result.Address);
            string path = folder[result.Address.Segments[^1]];
            await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);

            Assert.Null(await FileVerifier.FaultAsync(path, Enum.Parse<FileKind>(result.Format.ToString()), file.Length));
            Assert.Equal(result.Sha256, Convert.ToHexStringLower(SHA256.HashData(file)));
            Assert.Equal(portal.BytesOf(result), file);
            Assert.InRange(file.Length, 5_000, 200_000);
            Assert.Equal(1, portal.Counts.Sources[result.Source].FilesByAddress[result.Address]);
        }

        Assert.Equal((140, 140), (portal.Counts.FilesServed, portal.Counts.Requests));
    }

    [Fact]
    public async Task ResultsOf_AllSources_AreMostlyJpegAndOfEveryKind()
    {
        await using MediaPortal portal = await StartAsync(new());
        ILookup<MediaFormat, MediaResult> kinds =
            Working.SelectMany(source => portal.ResultsOf(source, Query)).ToLookup(result => result.Format);

        Assert.True(kinds[MediaFormat.Jpeg].Count() > 70);
        Assert.All(Enum.GetValues<MediaFormat>(), kind => Assert.NotEmpty(kinds[kind]));
    }

    [Theory]
    [InlineData(20, 3, 3)]
    [InlineData(20, 0, 0)]
    [InlineData(2, 3, 2)]
    public async Task ResultsOf_SharedPictures_HaveTheSameBytesInTwoSourcesOnly(int results, int shared, int expected)
    {
        await using MediaPortal portal = await StartAsync(new() { Results = results, SharedPictures = shared });
        MediaResult[][] equal =
        [
            .. Working.SelectMany(source => portal.ResultsOf(source, Query)).GroupBy(result => result.Sha256)
                .Where(group => group.Count() > 1).Select(group => group.ToArray()),
        ];

        Assert.Equal(expected, equal.Length);
        Assert.All(equal, pair =>
        {
            Assert.Equal([MediaSources.Gallery, MediaSources.Lazy], pair.Select(result => result.Source));
            Assert.Equal(portal.BytesOf(pair[0]), portal.BytesOf(pair[1]));
            Assert.NotEqual(pair[0].Title, pair[1].Title);
            Assert.NotEqual(pair[0].Id, pair[1].Id);
        });
    }

    [Fact]
    public async Task ResultsOf_SameSeedAndQuery_AreTheSameAndOthersAreNot()
    {
        await using MediaPortal one = await StartAsync(new());
        await using MediaPortal same = await StartAsync(new());
        await using MediaPortal other = await StartAsync(new() { Seed = 2 });

        Assert.All(Working, source =>
        {
            Assert.Equal(Facts(one, source, Query), Facts(same, source, $"  {Query.ToUpperInvariant()} "));
            Assert.Empty(Facts(one, source, Query).Intersect(Facts(one, source, "city")));
            Assert.Empty(Facts(one, source, Query).Intersect(Facts(other, source, Query)));
        });
    }

    [Fact]
    public async Task Files_PortalStartedAgain_AreStillAtTheirAddresses()
    {
        MediaPortal first = await StartAsync(new());
        MediaResult result = first.ResultsOf(MediaSources.Gallery, Query)[7];
        await first.DisposeAsync();
        await using MediaPortal again = await StartAsync(new() { Port = result.Address.Port });
        using MediaVisitor visitor = new(again);

        Assert.Equal(again.BytesOf(result), await visitor.FetchAsync(result.Address));
    }

    [Fact]
    public async Task Files_AddressesThatNobodyGaveOut_AreNotFound()
    {
        await using MediaPortal portal = await StartAsync(new());
        using MediaVisitor visitor = new(portal);
        MediaResult result = portal.ResultsOf(MediaSources.Gallery, Query)[0];
        string wrongEnd = Path.ChangeExtension(result.Address.AbsolutePath, ".gif");
        string[] paths = [wrongEnd, "/full/x.jpg", "/full/ffffffffffffffff.jpg", $"/thumbs/{result.Id}-999.jpg", "/photo/1", "/no"];
        foreach (string path in paths)
        {
            using HttpResponseMessage answer = await visitor.AskAsync(MediaSources.Gallery, path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using HttpResponseMessage elsewhere = await visitor.AskAsync(MediaSources.Lazy, result.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task ResultsBySource_SomeNamed_CountForThoseAlone()
    {
        Dictionary<string, int> named = new() { [MediaSources.Api] = 0 };
        await using MediaPortal portal = await StartAsync(new() { Results = 4, ResultsBySource = named });
        using MediaVisitor visitor = new(portal);

        Assert.Equal((4, 0), (portal.ResultsOf(MediaSources.Thumbs, Query).Count, portal.ResultsOf(MediaSources.Api, Query).Count));
        Assert.Contains("\"total\":0", await visitor.ReadAsync(MediaSources.Api, "/api/search?q=nature"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Robots_DisallowedSource_ForbidsSearchThereOnly()
    {
        await using MediaPortal portal = await StartAsync(new() { RobotsDisallow = [MediaSources.Lazy] });
        using MediaVisitor visitor = new(portal);

        Assert.Equal("User-agent: *\nDisallow: /search\n", await visitor.ReadAsync(MediaSources.Lazy, "/robots.txt"));
        Assert.Equal("User-agent: *\nDisallow:\n", await visitor.ReadAsync(MediaSources.Gallery, "/robots.txt"));
    }

    [Fact]
    public async Task StartAsync_WrongOptions_SaysAllThatIsWrong()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new()
        {
            Results = -1,
            SharedPictures = 2000,
            Port = 70_000,
            Latency = TimeSpan.FromHours(1),
            ResultsBySource = new Dictionary<string, int> { [MediaSources.Api] = 5000 },
            RobotsDisallow = ["galery"],
            Faults = new Dictionary<string, MediaFault> { [MediaSources.Lazy] = new() { Delay = TimeSpan.FromDays(1), Refusals = -1 } },
        }));

        string[] named =
        [
            "The media portal cannot start",
            "Results is -1; allowed is 0 to 1,000",
            "SharedPictures is 2000",
            "Port is 70000",
            "Latency is 01:00:00",
            "ResultsBySource of api is 5000",
            "RobotsDisallow names galery; there are gallery, scroller",
            "Delay of lazy is 1.00:00:00",
            "Refusals of lazy is -1",
        ];
        Assert.All(named, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }

    private static Task<MediaPortal> StartAsync(MediaPortalOptions options) =>
        MediaPortal.StartAsync(options, TestContext.Current.CancellationToken);

    private static IEnumerable<(string Id, string Title, string Sha256)> Facts(MediaPortal portal, string source, string query) =>
        portal.ResultsOf(source, query).Select(result => (result.Id, result.Title, result.Sha256));
}
