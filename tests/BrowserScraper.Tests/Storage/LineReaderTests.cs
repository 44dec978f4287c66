using System.Text;
using BrowserScraper.Storage;

namespace BrowserScraper.Tests.Storage;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1024)]
    public void TryRead_AnyBufferSize_GivesLinesAndPlaces(int bufferSize)
    {
        LineReader reader = new(new MemoryStream("one\n\nthree\nrest"u8.ToArray()), bufferSize);
        List<string> lines = [];

        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            lines.Add($"{reader.LineStart}-{reader.Position} {reader.Terminated} {Encoding.UTF8.GetString(line)}");
        }

        Assert.Equal(["0-4 True one", "4-5 True ", "5-11 True three", "11-15 False rest"], lines);
    }
}
