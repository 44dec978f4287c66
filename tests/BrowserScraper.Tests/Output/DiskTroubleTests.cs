using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Output;

public sealed class DiskTroubleTests
{
    [Theory]
    [InlineData(28)] // ENOSPC
    [InlineData(122)] // EDQUOT on Linux
    [InlineData(69)] // EDQUOT on macOS
    [InlineData(unchecked((int)0x80070070))] // ERROR_DISK_FULL
    [InlineData(unchecked((int)0x80070027))] // ERROR_HANDLE_DISK_FULL
    public void Stop_DiskIsFull_SaysSoAndWhatHelps(int code)
    {
        RunStopException stop = DiskTrouble.Stop(new IOException("No space left", code), "/data/job");

        Assert.Equal(StopReason.MachineLacks, stop.Reason);
        Assert.StartsWith("the disk is full at /data/job; ", stop.Message, StringComparison.Ordinal);
        Assert.Contains("DATA_DIR", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_AnythingElse_KeepsTheCauseInOneSentence()
    {
        UnauthorizedAccessException cause = new("Access to the path is denied.");

        RunStopException stop = DiskTrouble.Stop(cause, "/data/job");

        Assert.StartsWith("cannot write to /data/job (Access to the path is denied); ", stop.Message, StringComparison.Ordinal);
        Assert.Same(cause, stop.InnerException);
    }
}
