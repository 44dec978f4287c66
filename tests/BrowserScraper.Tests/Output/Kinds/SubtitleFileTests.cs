using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Output.Kinds;

/// <summary>Odd letters and arrows are what subtitles have; holes and broken lines are what a cut leaves.</summary>
public sealed class SubtitleFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("fir\0st\n", null)]
    [InlineData("\0\0\0\n", null)]
    [InlineData("see A --> B", null)]
    [InlineData("see 00:05.000 --> here", null)]
    [InlineData("a\n\n00:03.000 --> 00:04.000", null)]
    [InlineData("a\r\r00:03.000 --> 00:04.000\rb", null)]
    [InlineData("a\n\n00:03.000 --> 00:0", "cut off")]
    [InlineData("a\r\r00:00:03.000 -->", "cut off")]
    [InlineData("a\0", "cut off")]
    [InlineData("a\0\0\0\0\0\0\0\0b", "it is no")]
    public async Task FaultAsync_OddSubtitles_TellsACutFromAnOddText(string text, string? fault)
    {
        foreach ((FileKind kind, string start) in new[]
            { (FileKind.Vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n"), (FileKind.Srt, "1\n00:00:01,000 --> 00:00:02,000\n") })
        {
            await File.WriteAllBytesAsync(folder["file"], Encoding.UTF8.GetBytes(start + text), TestContext.Current.CancellationToken);

            string? found = await FileVerifier.FaultAsync(folder["file"], kind, announced: null);

            Assert.Equal(fault is not null, found is not null);
            Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
        }
    }
}
