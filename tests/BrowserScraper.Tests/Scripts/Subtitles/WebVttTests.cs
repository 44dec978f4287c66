using BrowserScraper.Scripts.Subtitles;

namespace BrowserScraper.Tests.Scripts.Subtitles;

public sealed class WebVttTests
{
    [Theory]
    [InlineData("00:01.000 --> 00:02.500\nHello", "1.0-2.5 Hello")]
    [InlineData("01:00:01.000 --> 01:00:02.500\nHello", "3601.0-3602.5 Hello")]
    [InlineData("100:00:00.000 --> 100:00:01.000\nHello", "360000.0-360001.0 Hello")]
    [InlineData("7\n00:01.000 --> 00:02.000\nHello", "1.0-2.0 Hello")]
    [InlineData("a name of its own\n00:01.000 --> 00:02.000\nHello", "1.0-2.0 Hello")]
    [InlineData("00:01.000 --> 00:02.000 align:start position:0%\nHello", "1.0-2.0 Hello")]
    [InlineData("00:01.000\t-->\t00:02.000\nHello", "1.0-2.0 Hello")]
    [InlineData("00:01.000 --> 00:02.000\n<v Ada>Hello <i>there</i>", "1.0-2.0 Hello there")]
    [InlineData("00:01.000 --> 00:02.000\nso<00:00:01.500><c> it</c><c.yellow> goes</c>", "1.0-2.0 so it goes")]
    [InlineData("00:01.000 --> 00:02.000\n3 &lt; 4 &amp; 5&nbsp;&gt; 4", "1.0-2.0 3 < 4 & 5\u00A0> 4")]
    [InlineData("00:01.000 --> 00:02.000\n&amp;lt;i&amp;gt;", "1.0-2.0 &lt;i&gt;")]
    [InlineData("00:01.000 --> 00:02.000\none\n  two  ", "1.0-2.0 one|two")]
    [InlineData("00:01.000 --> 00:02.000\none\n\n\n00:03.000 --> 00:04.000\ntwo", "1.0-2.0 one", "3.0-4.0 two")]
    [InlineData("00:03.000 --> 00:04.000\nlater\n\n00:01.000 --> 00:02.000\nsooner", "1.0-2.0 sooner", "3.0-4.0 later")]
    [InlineData("NOTE\n00:00 is where it begins\n\n00:01.000 --> 00:02.000\nHello", "1.0-2.0 Hello")]
    [InlineData("STYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nHello", "1.0-2.0 Hello")]
    [InlineData("00:01.000 --> 00:0x.000\nlost\n\n00:03.000 --> 00:04.000\nkept", "3.0-4.0 kept")]
    [InlineData("00:01.000 --> 00:02.000\n<c></c>\n\n00:03.000 --> 00:04.000\nkept", "3.0-4.0 kept")]
    [InlineData("00:02.000 --> 00:01.000\nends before it begins\n\n00:03.000 --> 00:04.000\nkept", "3.0-4.0 kept")]
    [InlineData("")]
    public void Read_WhatSitesWrite_GivesPlainCues(string body, params string[] cues)
    {
        string text = $"WEBVTT - made up\nKind: captions\n\n{body}\n";

        Assert.Equal(cues, Shown(WebVtt.Read(text)));
        Assert.Equal(cues, Shown(WebVtt.Read(text.Replace("\n", "\r\n", StringComparison.Ordinal))));
        Assert.Equal(cues, Shown(WebVtt.Read(text.Replace('\n', '\r'))));
    }

    [Fact]
    public void Write_TextThatLooksLikeMarkup_IsReadBackAsItWas()
    {
        Cue[] cues = [
            new(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(30), "3 < 4 --> &lt;\n<i>"),
            new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), "two")];
        string text = WebVtt.Write(cues);

        Assert.Equal(
            "WEBVTT\n\n00:00:00.001 --> 30:00:00.000\n3 &lt; 4 --&gt; &amp;lt;\n&lt;i&gt;\n\n00:00:02.000 --> 00:00:03.000\ntwo\n", text);
        Assert.Equal(cues, WebVtt.Read(text));
    }

    internal static IEnumerable<string> Shown(IEnumerable<Cue> cues) =>
        cues.Select(cue => $"{cue.Start.TotalSeconds:0.0##}-{cue.End.TotalSeconds:0.0##} {cue.Text.Replace('\n', '|')}");
}
