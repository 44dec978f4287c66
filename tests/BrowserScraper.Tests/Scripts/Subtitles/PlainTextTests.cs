using BrowserScraper.Scripts.Subtitles;

namespace BrowserScraper.Tests.Scripts.Subtitles;

public sealed class PlainTextTests
{
    /// <summary>Each cue is written as start-end text; | parts its lines.</summary>
    [Theory]
    [InlineData("a|b|c", "0-3 a", "2-5 a|b", "4-7 b|c")] // they overlap
    [InlineData("a|b", "0-2 a", "2-3 a", "3-5 a|b")] // they touch
    [InlineData("a|b|c|d", "0-3 a|b", "2-5 a|b|c", "4-7 c|d")]
    [InlineData("yes|yes", "0-2 yes", "3-5 yes")] // a gap: it was said twice
    [InlineData("a|b|a", "0-3 a", "2-5 b|a")] // only what the last cue ended with
    [InlineData("")]
    public void Write_AutomaticCues_WritesRepeatedLinesOnce(string text, params string[] cues) =>
        Assert.Equal(text, Written(cues, isAutomatic: true));

    [Fact]
    public void Write_CuesOfAPerson_KeepsEveryLine() =>
        Assert.Equal("Again!|Again!", Written(["0-2 Again!", "2-4 Again!"], isAutomatic: false));

    [Fact]
    public void SubRip_Cues_AreNumberedWithTimesInCommas() => Assert.Equal(
        "1\n00:00:01,000 --> 00:00:02,050\none\ntwo\n\n2\n30:00:00,000 --> 30:00:01,000\n3 < 4\n",
        SubRip.Write(
            [new(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(2_050), "one\ntwo"),
            new(TimeSpan.FromHours(30), TimeSpan.FromHours(30) + TimeSpan.FromSeconds(1), "3 < 4")]));

    private static string Written(string[] cues, bool isAutomatic) =>
        PlainText.Write(cues.Select(Parse), isAutomatic).TrimEnd('\n').Replace('\n', '|');

    private static Cue Parse(string cue)
    {
        string[] parts = cue.Split('-', ' ');
        return new(TimeSpan.FromSeconds(int.Parse(parts[0])), TimeSpan.FromSeconds(int.Parse(parts[1])), parts[2].Replace('|', '\n'));
    }
}
