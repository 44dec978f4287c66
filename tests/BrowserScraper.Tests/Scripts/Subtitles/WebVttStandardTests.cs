using BrowserScraper.Scripts.Subtitles;

namespace BrowserScraper.Tests.Scripts.Subtitles;

/// <summary>
/// What the text of the standard makes of a file (W3C WebVTT, sections 6.1 to 6.4), row by row; cues that show nothing are left out. @
/// stands for a line with good times, from 1 s to 2 s.
/// </summary>
public sealed class WebVttStandardTests
{
    private const string Good = "00:01.000 --> 00:02.000";

    [Theory] // 6.1: how a file begins, and its header
    [InlineData("WEBVTT")]
    [InlineData("WEBVTT\n")]
    [InlineData("WEBVTT\n\n@\na", "1.0-2.0 a")]
    [InlineData("WEBVTT\n@\na", "1.0-2.0 a")]
    [InlineData("\uFEFFWEBVTT\n\n@\na", "1.0-2.0 a")]
    [InlineData("\uFEFF\uFEFFWEBVTT\n\n@\na")] // one mark alone is taken off
    [InlineData("WEBVTT a title\n\n@\na", "1.0-2.0 a")]
    [InlineData("WEBVTT\ta title\n\n@\na", "1.0-2.0 a")]
    [InlineData("WEBVTT \n\n@\na", "1.0-2.0 a")]
    [InlineData("WEBVTT-1\n\n@\na")]
    [InlineData("WEBVTT\0\n\n@\na")]
    [InlineData(" WEBVTT\n\n@\na")]
    [InlineData("\nWEBVTT\n\n@\na")]
    [InlineData("webvtt\n\n@\na")]
    [InlineData("WEBVT")]
    [InlineData("")]
    [InlineData("WEBVTT\nKind: captions\nLanguage: en\n@\na", "1.0-2.0 a")] // an arrow ends the header
    [InlineData("WEBVTT\nKind: captions\n\n@\na", "1.0-2.0 a")]
    [InlineData("WEBVTT\n \n@\na", "1.0-2.0 a")] // a line of one blank is not empty
    [InlineData("WEBVTT --> 1\n\n@\na", "1.0-2.0 a")]
    [InlineData("WEBVTT\n\n\n\n\n@\na\n\n\n\n", "1.0-2.0 a")]
    public void Read_HowAFileBegins_IsTheStandards(string file, params string[] cues) => AssertReads(file, cues);

    [Theory] // 6.1: ends of lines, NUL
    [InlineData("WEBVTT\r\n\r\n@\r\na\r\nb\r\n\r\n@\r\nc\r\n", "1.0-2.0 a|b", "1.0-2.0 c")]
    [InlineData("WEBVTT\r\r@\ra\rb\r\r@\rc\r", "1.0-2.0 a|b", "1.0-2.0 c")]
    [InlineData("WEBVTT\r\n\r@\na\r\n\n@\rc", "1.0-2.0 a", "1.0-2.0 c")]
    [InlineData("WEBVTT\n\n@\na\u0085b\u2028c", "1.0-2.0 a\u0085b\u2028c")] // they end no line
    [InlineData("WEBVTT\n\n@\na\0b", "1.0-2.0 a\uFFFDb")]
    [InlineData("WEBVTT\n\n@\0\na", "1.0-2.0 a")] // behind the times are settings
    [InlineData("WEBVTT\n\n\0@\na")]
    public void Read_EndsOfLinesAndNul_AreTheStandards(string file, params string[] cues) => AssertReads(file, cues);

    [Theory] // 6.2: where a block ends
    [InlineData("@\na\n00:03.000 --> 00:04.000\nb\n00:05.000 --> 00:06.000\nc", "1.0-2.0 a", "3.0-4.0 b", "5.0-6.0 c")]
    [InlineData("@\na\n \n@\nb", "1.0-2.0 a", "1.0-2.0 b")]
    [InlineData("@\na\n2\n00:03.000 --> 00:04.000\nb", "1.0-2.0 a|2", "3.0-4.0 b")] // the next one's number is still text
    [InlineData("id\n@\na", "1.0-2.0 a")]
    [InlineData("id\n\n@\na", "1.0-2.0 a")]
    [InlineData("id\nanother\n@\na", "1.0-2.0 a")] // a block of its own, and then the cue
    [InlineData("@\nsee a --> b\n\n@\nc", "1.0-2.0 c")] // the arrow ends a cue without text
    [InlineData("@\na\nsee a --> b\nlost\n\n@\nc", "1.0-2.0 a", "1.0-2.0 c")]
    [InlineData("@\n00:03.000 --> 00:04.000\nb", "3.0-4.0 b")]
    [InlineData("bad --> times\n@\na", "1.0-2.0 a")]
    [InlineData("id\nbad --> times\nlost\n@\na", "1.0-2.0 a")]
    [InlineData("bad --> times\nlost\n\n@\na", "1.0-2.0 a")]
    [InlineData("@")]
    [InlineData("@\na\n\nb\n\n@\nc", "1.0-2.0 a", "1.0-2.0 c")]
    [InlineData("NOTE a --> b\nlost\n\n@\na", "1.0-2.0 a")]
    [InlineData("NOTE\n@\na", "1.0-2.0 a")] // a cue that is called so
    [InlineData("NOTE\na remark\n@\na", "1.0-2.0 a")]
    [InlineData("STYLE\n::cue(v) { color: red }\n\nREGION\nid:a width:40%\n\n@ region:a\na", "1.0-2.0 a")]
    [InlineData("STYLE\n::cue { }\n@\na", "1.0-2.0 a")]
    [InlineData("@\na\n\nSTYLE\n@\nb", "1.0-2.0 a", "1.0-2.0 b")]
    public void Read_WhereABlockEnds_IsTheStandards(string blocks, params string[] cues) => AssertReads($"WEBVTT\n\n{blocks}", cues);

    [Theory] // 6.3: the line of times
    [InlineData("0:00:01.000 --> 0:00:02.000", "1.0-2.0")]
    [InlineData("1:00:01.000 --> 001:00:02.000", "3601.0-3602.0")]
    [InlineData("00:01.000 --> 100:00:02.000", "1.0-360002.0")]
    [InlineData("60:00:00.000 --> 999:59:59.999", "216000.0-3599999.999")]
    [InlineData("00:01.000 --> 99999999999999999999:00:00.000", "1.0-922337203685.478")]
    [InlineData("00:01.000-->00:02.000", "1.0-2.0")]
    [InlineData("00:01.000\t--> \t 00:02.000", "1.0-2.0")]
    [InlineData(" \t\f00:01.000 --> 00:02.000", "1.0-2.0")]
    [InlineData("00:01.000 --> 00:02.000align:start", "1.0-2.0")]
    [InlineData("00:01.000 --> 00:02.000 nonsense:all line:-1 : size:", "1.0-2.0")]
    [InlineData("00:01.000 --> 00:02.000 --> 00:03.000", "1.0-2.0")]
    [InlineData("00:01.000 --> 00:02.000.5", "1.0-2.0")]
    [InlineData("00:01.000 ---> 00:02.000")]
    [InlineData("00:01.000 -> --> 00:02.000")]
    [InlineData("00:01.000\u00A0--> 00:02.000")]
    [InlineData("00:01,000 --> 00:02,000")]
    [InlineData("0:01.000 --> 0:02.000")] // without hours it is two digits of minutes
    [InlineData("60:00.000 --> 61:00.000")]
    [InlineData("00:60:00.000 --> 00:61:00.000")]
    [InlineData("00:00:60.000 --> 00:00:61.000")]
    [InlineData("00:1.000 --> 00:2.000")]
    [InlineData("00:01.00 --> 00:02.00")]
    [InlineData("00:01.000 --> 00:02.0000")]
    [InlineData("00:01 --> 00:02")]
    [InlineData("-00:01.000 --> 00:02.000")]
    [InlineData("00:01.000 -->")]
    [InlineData("--> 00:02.000")]
    [InlineData("\u0660\u0660:\u0660\u0661.\u0660\u0660\u0660 --> 00:02.000")] // digits are ASCII
    [InlineData("00:02.000 --> 00:02.000")] // a cue that is never shown
    public void Read_LineOfTimes_IsTheStandards(string line, string? times = null) =>
        AssertReads($"WEBVTT\n\n{line}\na\n\n00:00.000 --> 00:00.500\nnext", times is null
            ? ["0.0-0.5 next"] : ["0.0-0.5 next", $"{times} a"]);

    [Theory] // 6.4: tags, and character references as HTML has them
    [InlineData("I <3 you &amp; 5 < 6 > 4", "I  4")]
    [InlineData("rock &#39;n&#39; roll &rlm;x&copy;", "rock 'n' roll \u200Fx\u00A9")]
    [InlineData("<v Ada &gt; Bo>hi</v>", "hi")]
    [InlineData("a <b\nc>d", "a d")]
    [InlineData("a <b", "a")]
    [InlineData("a > b & c &", "a > b & c &")]
    [InlineData("&am<b></b>p;", "&amp;")]
    [InlineData("&lt;b&gt; &amp;lt;", "<b> &lt;")]
    [InlineData("&copy 1 &ampx &notit; &nosuch; &apos", "\u00A9 1 &x \u00ACit; &nosuch; &apos")]
    [InlineData("&AMP; &LT;&GT &eacute&Eacute;", "& <> \u00E9\u00C9")]
    [InlineData("&#x41;&#x1F600; &#65 &#;&#x; &#0;&#xD800;&#1114112;&#128;", "A\U0001F600 A &#;&#x; \uFFFD\uFFFD\uFFFD\u20AC")]
    [InlineData("<ruby>a<rt>b</rt></ruby> so<00:00:01.500><c.x> it</c> goes", "ab so it goes")]
    public void Read_TextOfACue_IsTheStandards(string text, string plain) => AssertReads($"WEBVTT\n\n@\n{text}", [$"1.0-2.0 {plain}"]);

    private static void AssertReads(string file, string[] cues) =>
        Assert.Equal(cues, WebVttTests.Shown(WebVtt.Read(file.Replace("@", Good, StringComparison.Ordinal))));
}
