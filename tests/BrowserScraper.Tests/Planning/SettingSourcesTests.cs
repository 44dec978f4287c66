using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Planning;

public sealed class SettingSourcesTests
{
    private static readonly SiteScriptEntry Entry = new("unit-test-site", "a test's", settings => new DealerInventory(settings));

    private static readonly RequestOrigin Origin = new("command line", "--set: ", IsOperators: true, setting => setting);

    private readonly List<SettingSource> ambient = [];

    private SettingSources Sources => new(() => ambient, Tool.Scripts);

    [Fact]
    public void DataDirectory_AmbientSources_AreAskedAnewInTheirOrder()
    {
        SettingSources sources = Sources;
        List<string> found = [sources.DataDirectory(given: null)];
        ambient.Add(SettingSource.Of("weaker", [new("DATA_DIR", "weaker")]));
        found.Add(sources.DataDirectory(given: null));
        ambient.Insert(0, SettingSource.Of("stronger", [new("DATA_DIR", "stronger")]));
        found.Add(sources.DataDirectory(given: null));
        found.Add(sources.DataDirectory("given"));

        Assert.Equal(["data", "weaker", "stronger", "given"], found);
    }

    [Fact]
    public void HasUrl_OnlyWhereAnAmbientSourceHasIt_IsTrue()
    {
        Assert.False(Sources.HasUrl(Entry));

        ambient.Add(SettingSource.Of("environment", [new("UNIT_TEST_SITE_URL", "https://site.example/")]));

        Assert.True(Sources.HasUrl(Entry));
    }

    [Theory]
    [InlineData("ITEM_TIMOUT", "--set: there is no setting ITEM_TIMOUT, did you mean ITEM_TIMEOUT?")]
    [InlineData("CONCURRENT_CONTEXT", "--set: there is no setting CONCURRENT_CONTEXT, did you mean CONCURRENT_CONTEXTS?")]
    [InlineData("PAGES", "--set: there is no setting PAGES, did you mean CONCURRENT_PAGES?")]
    [InlineData("UNIT_TEST_SITE_USERNAMES", "--set: there is no setting UNIT_TEST_SITE_USERNAMES, did you mean UNIT_TEST_SITE_USERNAME?")]
    [InlineData("COLOR", "--set: there is no setting COLOR.")]
    [InlineData("QUERY", "there is no setting QUERY here; it is one of media-search: run media-search ...")]
    public void Read_UnknownNameOnTheCommandLine_GuessesWhatWasMeant(string name, string told)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => Read(new() { [name] = "1" }));

        Assert.Equal($"{told} All settings are in docs/operating.md and .env.example", stop.Message);
    }

    [Fact]
    public void Read_UnknownNameAndWrongValue_TellsBoth()
    {
        RunStopException stop = Assert.Throws<RunStopException>(
            () => Read(new() { ["COLOR"] = "1", ["MAX_RETRIES"] = "-1" }));

        Assert.Contains("no setting COLOR", stop.Message, StringComparison.Ordinal);
        Assert.Contains("\n  MAX_RETRIES=-1 (command line): must be a whole number from 0 to 100", stop.Message, StringComparison.Ordinal);
    }

    private SettingsReader Read(Dictionary<string, string?> request)
    {
        SettingsReader read = Sources.Read(
            Entry, Profile.Named("full"), new() { Settings = request, Origin = Origin }, new Dictionary<string, string>());
        read.Check();
        return read;
    }
}
