using BrowserScraper.Settings;

namespace BrowserScraper.Tests.Settings;

public sealed class ProfileTests
{
    [Theory]
    [InlineData("full", null, null, null)]
    [InlineData("test-10", 10, 2, 1.0)]
    [InlineData("test-30", 30, 2, 0.85)]
    [InlineData("stress-100", 100, 5, null)]
    public void Find_EachProfile_HasItsItemsPagesAndPassMark(string name, int? items, int? pages, double? mark)
    {
        Profile profile = Profile.Find(name)!;

        Assert.Equal(items?.ToString(), profile.Values.GetValueOrDefault("MAX_DOWNLOADS"));
        Assert.Equal(pages?.ToString(), profile.Values.GetValueOrDefault("CONCURRENT_PAGES"));
        Assert.Equal(mark, profile.PassMark);
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(Profile.Find("test-11"));

    [Fact]
    public void All_Values_AreSettingsWithAllowedValues() => Assert.All(
        Profile.All.SelectMany(profile => profile.Values),
        pair => Assert.True(SettingsCatalog.Harness.Single(setting => setting.Name == pair.Key).Allows(pair.Value!)));
}
