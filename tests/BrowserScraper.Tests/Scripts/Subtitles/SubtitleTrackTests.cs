using BrowserScraper.Items;
using BrowserScraper.Scripts.Subtitles;

namespace BrowserScraper.Tests.Scripts.Subtitles;

public sealed class SubtitleTrackTests
{
    /// <summary>Tracks are written as languages, automatic ones with a ~ in front.</summary>
    [Theory]
    [InlineData("en", "~en de en", "en")] // human before automatic
    [InlineData("en,de", "~en de", "~en")] // but the language first
    [InlineData("en,de", "~de de fr", "de")]
    [InlineData("en", "en-US en", "en")] // the very language before a region of it
    [InlineData("en", "~en en-GB", "en-GB")] // a region by a person before the language by a machine
    [InlineData("pt-BR", "pt ~pt-BR", "~pt-BR")]
    [InlineData("EN", "en", "en")]
    [InlineData("fr,*", "~en de", "de")]
    [InlineData("*", "~de ~en", "~de")] // else in the site's order
    [InlineData("e", "en", null)]
    [InlineData("fr", "en de", null)]
    [InlineData("*", "", null)]
    public void Choose_TracksAndLanguages_TakesTheOneWantedMost(string languages, string tracks, string? chosen)
    {
        SubtitleTrack[] there =
            [.. tracks.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => new SubtitleTrack(name.TrimStart('~'), name[0] == '~' ? "automatic" : "human", null, null))];

        Assert.Equal(
            chosen, SubtitleTrack.Choose(there, languages.Split(',')) is { } track
            ? $"{(track.IsAutomatic ? "~" : "")}{track.Language}" : null);
    }

    [Theory]
    [InlineData("en;de")]
    [InlineData("english please")]
    [InlineData("e")]
    [InlineData(",")]
    public void Languages_NoLanguageTag_IsOneClearError(string list)
    {
        RunStopException stop = Assert.Throws<RunStopException>(() => SubtitleTrack.Languages(list, "LANGUAGES"));

        Assert.Equal(
            (StopReason.BadUsage,
                $"LANGUAGES is '{list}'; allowed are language tags such as en or pt-BR, and * for any, separated by commas"),
                (stop.Reason, stop.Message));
    }

    [Fact]
    public void Languages_GoodList_KeepsItsOrder() =>
        Assert.Equal(["pt-BR", "zh-Hant-TW", "en", "*"], SubtitleTrack.Languages(" pt-BR, zh-Hant-TW,,en,*", "LANGUAGES"));
}
