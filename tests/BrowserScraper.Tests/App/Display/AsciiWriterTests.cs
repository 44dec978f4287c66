using BrowserScraper.App.Display;

namespace BrowserScraper.Tests.App.Display;

public sealed class AsciiWriterTests : IDisposable
{
    private readonly StringWriter inner = new();
    private readonly AsciiWriter writer;

    public AsciiWriterTests() => writer = new(inner) { NewLine = "\n" };

    public void Dispose()
    {
        writer.Dispose();
        inner.Dispose();
    }

    [Theory]
    [InlineData("plain ~ text\t\u001B[1m", "plain ~ text\t\u001B[1m")]
    [InlineData("M\u00FCller \u2013 \u8ECA", "M?ller ? ?")]
    [InlineData("\U0001F697", "??")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Write_Text_LetsOnlyAsciiPass(string? text, string passed)
    {
        writer.Write(text);

        Assert.Equal(passed, inner.ToString());
    }

    [Fact]
    public void Write_AnyOtherWay_LetsOnlyAsciiPass()
    {
        writer.Write('\u00FC');
        writer.Write(['a', '\u00FC']);
        writer.Write("b\u00FC".AsSpan());
        writer.WriteLine("c\u00FC");
        writer.Write("{0}", "d\u00FC");

        Assert.Equal("?a?b?c?\nd?", inner.ToString());
    }
}
