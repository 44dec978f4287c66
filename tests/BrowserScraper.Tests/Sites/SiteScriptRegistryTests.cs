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
    public void Constructor_NameTwice_RefusesToStart()
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => new SiteScriptRegistry([Entry("a"), Entry("b"), Entry("a")]));

        Assert.Contains("'a' is listed twice", stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dealer")]
    [InlineData("dealer_inventory")]
    [InlineData("-dealer")]
    [InlineData("dealer--inventory")]
    [InlineData("1dealer")]
    [InlineData("../dealer")]
    [InlineData("dealer\n")]
    public void Constructor_IllFormedName_RefusesToStart(string name)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => new SiteScriptRegistry([Entry("good"), Entry(name)]));

        Assert.Contains($"'{name.Replace("\n", "\\n", StringComparison.Ordinal)}'", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SiteScripts_AsShipped_AreWellFormedAndBearTheirListedNames()
    {
        SiteScriptRegistry registry = new(SiteScripts.All);
        SiteSettings settings = new(new("http://localhost/"), "user", "hunter2");

        Assert.All(registry.All, entry => Assert.Equal(entry.Name, entry.Create(settings).Name));
    }

    [Fact]
    public void SiteSettings_AsText_ShowsNoPassword()
    {
        SiteSettings settings = new(new("https://one.example/"), "anna", "hunter2");

        Assert.Equal("https://one.example/ as anna", settings.ToString());
    }

    private static SiteScriptEntry Entry(string name) => new(name, "a test's", settings => new DealerInventory(settings));
}
