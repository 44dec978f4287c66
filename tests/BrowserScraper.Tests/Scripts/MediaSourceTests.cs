using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Architecture;

namespace BrowserScraper.Tests.Scripts;

public sealed class MediaSourceTests : IDisposable
{
    private const string Fine = """{ "name": "a", "search": "https://a.example/?q={query}", "results": ".r" }""";

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["sources.json"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Choose_TheFileThatIsShipped_HasTheDemosSourcesOnAndTheOthersOff()
    {
        string path = Repository.Path("playwright-scripts/media-sources.json");

        Assert.Equal(
            ["gallery", "scroller", "api", "lazy", "thumbs", "clips", "consent", "broken"], MediaSource.Choose(path, "")
            .Select(source => source.Name));
        Assert.Equal(["unsplash", "pexels"], MediaSource.Choose(path, "pexels, unsplash").Select(source => source.Name));
    }

    [Theory]
    [InlineData("""{ "sources": [ """, "line ")]
    [InlineData("""[]""", "")]
    [InlineData("""{ "source": [] }""", "the list \"sources\"")]
    [InlineData("""{ "sources": [ { "name": "a", "results": ".r" } ] }""", "'search'")]
    [InlineData("""{ "sources": [ { "name": "a", "search": "https://a.example/{query}", "results": ".r", "pagging": "scroll" } ] }""",
        "pagging")]
    [InlineData("""{ "sources": [ { "name": "a b", "search": "https://a.example/{query}", "results": ".r" } ] }""",
        "'a b': a name has letters")]
    [InlineData("""{ "sources": [ { "name": "a", "search": "https://a.example/", "results": ".r" } ] }""",
        "a: \"search\" must have {query}")]
    [InlineData("""{ "sources": [ { "name": "a", "search": "https://a.example/{query}", "results": ".r", "paging": "pages" } ] }""",
        "needs {page}")]
    [InlineData("""{ "sources": [ { "name": "a", "search": "https://a.example/{query}", "results": ".r", "paging": "sideways" } ] }""",
        "line 1")]
    public void Read_SomethingIsWrong_NamesFileAndPlace(string content, string said)
    {
        File.WriteAllText(FilePath, content);

        RunStopException stop = Assert.Throws<RunStopException>(() => MediaSource.Read(FilePath));

        Assert.StartsWith($"{FilePath}: ", stop.Message, StringComparison.Ordinal);
        Assert.EndsWith("(MEDIA_SOURCES_FILE)", stop.Message, StringComparison.Ordinal);
        Assert.Contains(said, stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BrowserScraper.Scripts", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoOfOneName_IsRefused()
    {
        File.WriteAllText(FilePath, $$"""{ "sources": [ {{Fine}}, {{Fine}} ] }""");

        Assert.Contains(
            "a: there are two of that name", Assert.Throws<RunStopException>(() => MediaSource.Read(FilePath)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_UnknownName_TellsThoseThereAre()
    {
        File.WriteAllText(FilePath, $$"""{ "sources": [ {{Fine}} ] }""");

        Assert.EndsWith(
            "there is no source 'b' in " + FilePath
            + "; sources: a", Assert.Throws<RunStopException>(() => MediaSource.Choose(FilePath, "a,b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SearchAddress_Words_AreEncodedAndTheDemoIsFound()
    {
        MediaSource source = new() { Name = "a", Search = "http://a.{demo}/s?q={query}&p={page}", Results = ".r" };

        Assert.Equal(
            "http://a.localhost:80/s?q=old%20%26%20new&p=3".Replace(":80/", "/"),
            source.SearchAddress("old & new", 3, new("http://localhost/")).AbsoluteUri);
    }
}
