using BrowserScraper.Reports;

namespace BrowserScraper.Tests.Reports;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onload='x", "&quot; onload=&#x27;x")]
    [InlineData("a & b", "a &amp; b")]
    [InlineData("\u001b[2J", "&#x1B;[2J")]
    [InlineData("Zürich 東京", "Zürich 東京")]
    public void Of_Text_IsEncoded(string text, string html) =>
        Assert.Equal($"<b title=\"{html}\">{html}</b>", Html.Of($"""<b title="{text}">{text}</b>""").ToString());

    [Fact]
    public void Of_Html_StaysAsItIs() => Assert.Equal("<p><b>&lt;</b></p>", Html.Of($"<p>{Html.Of($"<b>{"<"}</b>")}</p>").ToString());

    [Fact]
    public void Of_Numbers_AreFormatted() => Assert.Equal("1,234 0.5", Html.Of($"{1234:N0} {0.5}").ToString());

    [Fact]
    public void Each_Parts_StandInOrder() =>
        Assert.Equal("<i>&lt;</i><i>b</i>", Html.Each(["<", "b"], part => Html.Of($"<i>{part}</i>")).ToString());
}
