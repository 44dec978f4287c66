using BrowserScraper.Settings;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Settings;

public sealed class SettingDefinitionTests
{
    public static TheoryData<string> Names => [.. SettingsCatalog.Harness.Select(setting => setting.Name)];

    [Theory]
    [InlineData("CONCURRENT_PAGES", "1 5 64 auto AUTO auto:1-64 auto:3-3",
        "0 65 -1 2.5 five 1e1 99999999999 auto: auto:5 auto:5-2 auto:0-9 auto:1-65 auto:1-2-3 car:1-2")]
    [InlineData("MAX_DOWNLOADS", "0 10 2000000", "-1 all 1.5")]
    [InlineData("HEADLESS", "true false True FALSE", "yes 1 on")]
    [InlineData("REQUEST_TIMEOUT", "0.1 30 3600", "0 0.09 3601 none NaN Infinity 30s 1e1")]
    [InlineData("ITEM_TIMEOUT", "0.1 180 86400", "0 86401 none")]
    [InlineData("GLOBAL_JOB_TIMEOUT", "none 1 300 2592000", "0 0.5 2592001 never")]
    [InlineData("MAX_RETRIES", "0 2 100", "-1 101")]
    [InlineData("BACKOFF_FACTOR", "1 2.0 100", "0.9 0 101 2,0")]
    [InlineData("DEALER_URL", "http://localhost:5000 https://one.example/portal",
        "one.example /portal ftp://one.example file:///x https://")]
    public void Allows_AtAndBeyondTheEdges_OnlyWhatIsInside(string name, string good, string bad)
    {
        SettingDefinition setting = Named(name);

        Assert.All(good.Split(' '), value => Assert.True(setting.Allows(value), value));
        Assert.All(bad.Split(' '), value => Assert.False(setting.Allows(value), value));
    }

    [Fact]
    public void Allows_FileWhereAFolderIsToBe_Not()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Root, "file");
        File.WriteAllText(file, "");

        Assert.False(Named("DATA_DIR").Allows(file));
        Assert.True(Named("DATA_DIR").Allows(folder.Root));
        Assert.True(Named("DATA_DIR").Allows(Path.Combine(folder.Root, "new")));
    }

    [Theory]
    [InlineData("CONCURRENT_PAGES", "a whole number from 1 to 64, auto, or auto with bounds such as auto:2-20")]
    [InlineData("MAX_DOWNLOADS", "a whole number from 0")]
    [InlineData("BACKOFF_FACTOR", "a number from 1 to 100")]
    [InlineData("REQUEST_TIMEOUT", "seconds from 0.1 to 3600")]
    [InlineData("GLOBAL_JOB_TIMEOUT", "seconds from 1 to 2592000, or none")]
    [InlineData("HEADLESS", "true or false")]
    [InlineData("DEALER_URL", "an address that begins with http:// or https://")]
    public void Allowed_EachKind_IsSaidInWords(string name, string words) => Assert.Equal(words, Named(name).Allowed);

    [Theory]
    [MemberData(nameof(Names))]
    public void Default_OfEverySetting_IsAllowed(string name) =>
        Assert.True(Named(name).Default.Length == 0 || Named(name).Allows(Named(name).Default));

    private static SettingDefinition Named(string name) =>
        SettingsCatalog.Harness.Concat(SettingsCatalog.ForScript("DEALER")).Single(setting => setting.Name == name);
}
