using System.Net;
using System.Text.Json;
using BrowserScraper.DemoSites.Media;

namespace BrowserScraper.Tests.DemoSites.Media;

/// <summary>Each source shows what it has in its own way.</summary>
public sealed class MediaSourcesTests : IAsyncLifetime
{
    private const string Query = "harbor at \"night\" & day";
    private const string Links = "<a href=\"(/full/[^\"]+)\"><img";

    private static readonly string[] Fields = ["id", "title", "full", "kind", "width", "height"];
    private static readonly string Search = $"/search?q={Uri.EscapeDataString(Query)}";

    private MediaPortal portal = null!;
    private MediaVisitor visitor = null!;

    public async ValueTask InitializeAsync()
    {
        portal = await MediaPortal.StartAsync(new(), TestContext.Current.CancellationToken);
        visitor = new MediaVisitor(portal);
    }

    public ValueTask DisposeAsync()
    {
        visitor.Dispose();
        return portal.DisposeAsync();
    }

    [Fact]
    public async Task Portal_FirstPage_LinksToEverySource()
    {
        using HttpResponseMessage answer = await visitor.AskAsync(portal.Address);
        string page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            MediaSources.All.Select(source => portal.AddressOf(source).AbsoluteUri),
            MediaVisitor.AllIn(page, "<a href=\"([^\"]+)\""));
    }

    [Fact]
    public async Task Gallery_TwoPages_LinkToTheFilesAndFromOneToTheNext()
    {
        string first = await visitor.ReadAsync(MediaSources.Gallery, Search);
        string next = Assert.Single(MediaVisitor.AllIn(first, "href=\"([^\"]+)\" rel=\"next\" aria-label=\"Next page\""));
        string second = await visitor.ReadAsync(MediaSources.Gallery, next);

        AssertFound(MediaSources.Gallery, [.. MediaVisitor.AllIn(first, Links), .. MediaVisitor.AllIn(second, Links)]);
        Assert.Equal(12, MediaVisitor.AllIn(first, Links).Length);
        Assert.DoesNotContain("rel=\"next\"", second, StringComparison.Ordinal);
        Assert.Equal(2, portal.Counts.Sources[MediaSources.Gallery].Searches);
    }

    [Fact]
    public async Task Scroller_Virtual_HasTheRowsOfOneViewAtATime()
    {
        await using MediaPortal own = await MediaPortal.StartAsync(
            new() { Scroller = ScrollerShape.Virtual }, TestContext.Current.CancellationToken);
        using MediaVisitor guest = new(own);
        string page = await guest.ReadAsync(MediaSources.Scroller, Search);
        string rows = Assert.Single(MediaVisitor.AllIn(page, "data-rows=\"([^\"]+)\""));
        List<string> found = [];
        foreach (int from in new[] { 0, 10, 20 })
        {
            found.AddRange(
                MediaVisitor.AllIn(await guest.ReadAsync(MediaSources.Scroller, $"{rows}&from={from}"), "data-full=\"([^\"]+)\""));
        }

        Assert.Contains("height:3000px", page, StringComparison.Ordinal);
        Assert.Equal(own.ResultsOf(MediaSources.Scroller, Query).Select(result => result.Address.AbsolutePath), found);
    }

    [Fact]
    public async Task Scroller_PieceAfterPiece_BringsAllAndSaysSo()
    {
        List<string> found = [];
        string page = await visitor.ReadAsync(MediaSources.Scroller, Search);
        Assert.Empty(MediaVisitor.AllIn(page, "data-full=\"([^\"]+)\""));
        while (MediaVisitor.AllIn(page, "data-next=\"([^\"]+)\"") is [var next])
        {
            page = await visitor.ReadAsync(MediaSources.Scroller, next);
            found.AddRange(MediaVisitor.AllIn(page, "data-full=\"([^\"]+)\""));
        }

        AssertFound(MediaSources.Scroller, found);
        Assert.Contains("data-testid=\"end\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_OffsetAndLimit_GiveThatPart()
    {
        string path = $"/api/search?q={Uri.EscapeDataString(Query)}&offset=5&limit=3";
        using JsonDocument answer = JsonDocument.Parse(await visitor.ReadAsync(MediaSources.Api, path));

        Assert.Equal(20, answer.RootElement.GetProperty("total").GetInt32());
        Assert.Equal(
            portal.ResultsOf(MediaSources.Api, Query).Skip(5).Take(3)
                .Select(result => $"{result.Id} {result.Title} {result.Address} {result.Format} {result.Width} {result.Height}"),
            answer.RootElement.GetProperty("results").EnumerateArray().Select(result => string.Join(
                ' ', Fields.Select(field => result.GetProperty(field).ToString()))),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Api_NoQuery_IsRefused()
    {
        using HttpResponseMessage answer = await visitor.AskAsync(MediaSources.Api, "/api/search?limit=3");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Lazy_LargestCandidate_IsTheFile()
    {
        string page = await visitor.ReadAsync(MediaSources.Lazy, Search);

        AssertFound(MediaSources.Lazy, MediaVisitor.AllIn(page, "srcset=\"([^\"]+)\"").Select(Largest));
        Assert.Equal((14, 6), (MediaVisitor.AllIn(page, "( data-srcset=)").Length, MediaVisitor.AllIn(page, "( srcset=)").Length));
    }

    [Fact]
    public async Task Thumbs_PageOfAResult_AloneHasTheFile()
    {
        string page = await visitor.ReadAsync(MediaSources.Thumbs, Search);
        List<string> found = [];
        foreach (string address in MediaVisitor.AllIn(page, "<a href=\"(/photo/[^\"]+)\">"))
        {
            string photo = await visitor.ReadAsync(MediaSources.Thumbs, address);
            found.AddRange(MediaVisitor.AllIn(photo, "href=\"([^\"]+)\" download>Download original<"));
        }

        Assert.DoesNotContain("/full/", page, StringComparison.Ordinal);
        AssertFound(MediaSources.Thumbs, found);
    }

    [Fact]
    public async Task Clips_Search_ShowsFilms()
    {
        string page = await visitor.ReadAsync(MediaSources.Clips, Search);

        AssertFound(MediaSources.Clips, MediaVisitor.AllIn(page, "<video [^>]* src=\"([^\"]+)\""));
        AssertFound(MediaSources.Clips, MediaVisitor.AllIn(page, "<a href=\"([^\"]+)\" aria-label=\"Download "));
        Assert.All(portal.ResultsOf(MediaSources.Clips, Query), result => Assert.Equal(MediaFormat.Mp4, result.Format));
    }

    [Fact]
    public async Task Consent_WithoutAndWithTheCookie_AsksAndShows()
    {
        string before = await visitor.ReadAsync(MediaSources.Consent, Search);
        string after = await visitor.ReadAsync(MediaSources.Consent, Search, "consent=all");

        Assert.Contains(">Accept all</button>", before, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"result\"", before, StringComparison.Ordinal);
        AssertFound(MediaSources.Consent, MediaVisitor.AllIn(after, Links));
    }

    [Fact]
    public async Task Broken_AnySearch_Answers500()
    {
        using HttpResponseMessage answer = await visitor.AskAsync(MediaSources.Broken, Search);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(portal.ResultsOf(MediaSources.Broken, Query));
        Assert.Contains("role=\"search\"", await visitor.ReadAsync(MediaSources.Broken, "/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MediaSources.Gallery)]
    [InlineData(MediaSources.Scroller)]
    [InlineData(MediaSources.Api)]
    public async Task Search_MarkupAsQuery_StaysText(string source)
    {
        using HttpResponseMessage answer = await visitor.AskAsync(source, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22x");
        string page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"x", page, StringComparison.Ordinal);
    }

    private static string Largest(string set) =>
        set.Split(',', StringSplitOptions.TrimEntries).Select(candidate => candidate.Split(' '))
            .MaxBy(candidate => int.Parse(candidate[1].TrimEnd('w')))![0];

    private void AssertFound(string source, IEnumerable<string> paths)
    {
        string[] found = [.. paths.Select(path => new Uri(portal.AddressOf(source), path).AbsoluteUri)];

        Assert.Equal(20, found.Length);
        Assert.Equal(portal.ResultsOf(source, Query).Select(result => result.Address.AbsoluteUri), found);
    }
}
