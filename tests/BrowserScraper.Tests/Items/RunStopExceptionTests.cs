using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class RunStopExceptionTests
{
    /// <summary>Whatever it quotes, and whoever has made it.</summary>
    [Fact]
    public void Message_QuotesLineBreaks_IsOneLineWithOneForEachDetail()
    {
        RunStopException stop = new(StopReason.BadUsage, "--class a\nb: there is none", ["A=1\r2 is wrong", "B is wrong"]);

        Assert.Equal("--class a b: there is none\n  A=1 2 is wrong\n  B is wrong", stop.Message);
        Assert.Equal(["A=1 2 is wrong", "B is wrong"], stop.Details);
    }
}
