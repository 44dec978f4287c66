using BrowserScraper.App;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.App;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(StopReason.BadUsage, 2)]
    [InlineData(StopReason.SignInRefused, 3)]
    [InlineData(StopReason.TimeLimit, 4)]
    [InlineData(StopReason.MachineLacks, 5)]
    [InlineData(StopReason.Fault, 6)]
    [InlineData(StopReason.Interrupted, 130)]
    [InlineData(StopReason.SiteUnavailable, 1)]
    public void Of_EachReason_IsTheDocumentedCode(StopReason reason, int code) => Assert.Equal(code, ExitCode.Of(reason));

    [Fact]
    public void Of_AnyReason_IsNeverSuccess() =>
        Assert.All(Enum.GetValues<StopReason>(), reason => Assert.NotEqual(ExitCode.Done, ExitCode.Of(reason)));
}
