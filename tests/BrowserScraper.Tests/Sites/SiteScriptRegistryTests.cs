using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class SiteScriptRegistryTests
{
    [Fact]
    public void Find_KnownName_IsItsEntryWhateverTheCase()
    {
        SiteScriptEntry books = Entry("book-library");
        SiteScriptRegistry registry = new([Entry("dealer-inventory"), books]);

        Assert.Same(books, registry.Find("Book-Library"));
        Assert.Equal("BOOK_LIBRARY", books.SettingPrefix);
    }

    [Fact]
    public void Find_UnknownName_ListsAllThereAre()
    {
        SiteScriptRegistry registry = new([Entry("dealer-inventory"), Entry("book-library")]);

        RunStopException stop = Assert.Throws<RunStopException>(() => registry.Find("books"));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.Equal("there is no script 'books'; scripts: dealer-inventory, book-library", stop.Message);
    }

    [Fact]
    public void Constructor_NameTwice_NamesBoth()
    {
        SiteScriptEntry one = Entry("a") with { Origin = "one.cs", ClassName = "One" };
        SiteScriptEntry other = Entry("a") with { Origin = "other.cs", ClassName = "Other" };

        RunStopException stop = Assert.Throws<RunStopException>(() => new SiteScriptRegistry([one, Entry("b"), other]));

        Assert.Equal(StopReason.BadUsage, stop.Reason);
        Assert.Equal("two scripts have the name 'a': One (one.cs) and Other (other.cs)", stop.Message);
    }

    [Fact]
    public void Constructor_NamesOfWhichOneSettingIsMade_NamesBoth()
    {
        SiteScriptEntry one = Entry("a") with { Origin = "one.cs" };
        SiteScriptEntry other = Entry("a-http") with { Origin = "other.cs" };

        RunStopException stop = Assert.Throws<RunStopException>(() => new SiteScriptRegistry([one, other]));

        Assert.Equal(
            "the scripts 'a' (one.cs) and 'a-http' (other.cs) would both have a setting A_HTTP_USERNAME; give one of them another name",
            stop.Message);
    }

    [Fact]
    public void Scripts_AsShipped_BeginWithTheOneThatRunsWhenNoneIsNamed() => Assert.Equal(
        ["dealer-inventory", "book-library", "media-search", "video-subtitles"],
        new SiteScriptRegistry(Tool.Scripts).All.Select(entry => entry.Name));

    [Fact]
    public void SiteSettings_AsText_ShowsNoPassword()
    {
        SiteSettings settings = new(new("https://one.example/"), "anna", "hunter2");

        Assert.Equal("https://one.example/ as anna", settings.ToString());
    }

    private static SiteScriptEntry Entry(string name) => new(name, "a test's", settings => new DealerInventory(settings));
}
