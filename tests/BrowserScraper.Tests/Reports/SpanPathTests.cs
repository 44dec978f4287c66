using BrowserScraper.Reports;

namespace BrowserScraper.Tests.Reports;

public sealed class SpanPathTests
{
    private static readonly TimeAxis Axis = new(100);

    [Fact]
    public void Of_SpansApart_AreDrawnEach() => Assert.Equal("M100 2H200V7H100zM300 2H400V7H300z", Draw((30, 40), (10, 20)));

    [Fact]
    public void Of_SpansThatTouch_AreDrawnAsOne() => Assert.Equal("M100 2H300V7H100z", Draw((10, 20), (20.02, 30), (15, 18)));

    [Fact]
    public void Of_ShortSpan_IsWideEnoughToBeSeen() => Assert.Equal("M100 2H101V7H100z", Draw((10, 10.001)));

    [Fact]
    public void Of_SpanOutsideTheRun_IsCutOff() => Assert.Equal("M0 2H1000V7H0z", Draw((-5, 200)));

    [Fact]
    public void Of_AHundredThousandSpans_StaysShort() =>
        Assert.InRange(
            Draw([.. Enumerable.Range(0, 100_000).Select(number => (number * 0.001, (number * 0.001) + 0.0005))]).Length, 10, 100);

    private static string Draw(params (double, double)[] spans) => SpanPath.Of(spans, Axis, top: 2, height: 5, least: 1);
}
