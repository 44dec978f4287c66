using System.Globalization;
using BrowserScraper.Scripts;

namespace BrowserScraper.Tests.Scripts;

/// <summary>What the text of the HTML standard makes of a <c>srcset</c>, row by row: its candidates, in their order.</summary>
public sealed class SourceSetTests
{
    [Theory] // where a candidate ends
    [InlineData("")]
    [InlineData(" ,\t,\n\f\r")]
    [InlineData("a", "a 1x")]
    [InlineData("  a  ", "a 1x")]
    [InlineData("a 480w,b 1200w", "a 480w", "b 1200w")]
    [InlineData("a 480w, b 1200w", "a 480w", "b 1200w")]
    [InlineData("a 480w ,b 1200w", "a 480w", "b 1200w")]
    [InlineData("a 480w\n,\n b\t1200w\n", "a 480w", "b 1200w")]
    [InlineData("a\u00A0480w", "a\u00A0480w 1x")] // no blank of HTML's
    [InlineData("a,b", "a,b 1x")]
    [InlineData("a, b", "a 1x", "b 1x")]
    [InlineData("a,, b", "a 1x", "b 1x")]
    [InlineData(",a", "a 1x")]
    [InlineData(",,,a 2x,,,b", "a 2x", "b 1x")]
    [InlineData("a 2x,", "a 2x")]
    [InlineData("a,480w", "a,480w 1x")]
    [InlineData("a ,b", "a 1x", "b 1x")]
    [InlineData("a , b", "a 1x", "b 1x")]
    [InlineData("/w_200,h_300/a.jpg 200w,/w_400,h_600/a.jpg 400w", "/w_200,h_300/a.jpg 200w", "/w_400,h_600/a.jpg 400w")]
    [InlineData("data:image/png;base64,AAAA 1x, b 2x", "data:image/png;base64,AAAA 1x", "b 2x")]
    [InlineData("data:,a, b 2x", "data:,a 1x", "b 2x")]
    [InlineData("https://a.example/?x=1,2&y=(3 2x", "https://a.example/?x=1,2&y=(3 2x")]
    [InlineData("a(1,2) 2x", "a(1,2) 2x")]
    [InlineData("a 2x b", "")]
    public void Read_WhereACandidateEnds_IsTheStandards(string value, params string[] candidates) =>
        Assert.Equal(candidates.Where(each => each.Length > 0), Shown(value));

    [Theory] // what a descriptor may be
    [InlineData("a 480w", "a 480w")]
    [InlineData("a 0480w", "a 480w")]
    [InlineData("a 0w")]
    [InlineData("a -480w")]
    [InlineData("a +480w")]
    [InlineData("a 480.5w")]
    [InlineData("a 4e2w")]
    [InlineData("a 480W")]
    [InlineData("a 480 w")]
    [InlineData("a w")]
    [InlineData("a 480")]
    [InlineData("a 480px")]
    [InlineData("a 1.5x", "a 1.5x")]
    [InlineData("a .5x", "a 0.5x")]
    [InlineData("a 1.x")]
    [InlineData("a 2e0x", "a 2x")]
    [InlineData("a 1.5E+1x", "a 15x")]
    [InlineData("a 0x", "a 0x")]
    [InlineData("a -0x", "a 0x")]
    [InlineData("a -1x")]
    [InlineData("a +1x")]
    [InlineData("a 2X")]
    [InlineData("a NaNx")]
    [InlineData("a 1,5x", "5x 1x")] // the comma ends the first, whose "1" is none, and 5x is an address
    [InlineData("a 480w 320h", "a 480w")]
    [InlineData("a 320h 480w", "a 480w")]
    [InlineData("a 320h")]
    [InlineData("a 480w 0h")]
    [InlineData("a 480w 2x")]
    [InlineData("a 2x 480w")]
    [InlineData("a 2x 320h")]
    [InlineData("a 480w 480w")]
    [InlineData("a 480w 320h 320h")]
    [InlineData("a 1x 2x")]
    [InlineData("a 480w (b, c 9w), d 1200w", "d 1200w")]
    [InlineData("a (480w, b 1200w")] // it never closes
    [InlineData("a (x)y(z, 1) 2x, b 1200w", "b 1200w")]
    [InlineData("a future(2), b 1200w", "b 1200w")]
    public void Read_Descriptors_AreTheStandards(string value, params string[] candidates) => Assert.Equal(candidates, Shown(value));

    [Theory]
    [InlineData("a 480w,b 1200w", "b a")]
    [InlineData("b 1200w, a 480w, c 90w", "b a c")]
    [InlineData("a 1x, b 3x, c 2x", "b c a")]
    [InlineData("a, b 2x", "b a")]
    [InlineData("a .5x, b", "b a")]
    [InlineData("a 480w, b 480w", "a b")]
    [InlineData("a 480w 320h, b 320w 480h", "a b")]
    [InlineData("a 480w, b 1200W, c 640w", "c a")] // what is broken is none
    [InlineData("a 9w, b 10w", "b a")] // by number, not by letter
    [InlineData("a 3x, b 480w", "b a")]
    public void BySize_Candidates_TheLargestIsFirst(string value, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', SourceSet.BySize(value).Select(candidate => candidate.Address)));

    private static IEnumerable<string> Shown(string value) => SourceSet.Read(value).Select(candidate => string.Create(
        CultureInfo.InvariantCulture,
        $"{candidate.Address} {(candidate.Width is { } width ? $"{width}w" : $"{Math.Abs(candidate.Density)}x")}"));
}
