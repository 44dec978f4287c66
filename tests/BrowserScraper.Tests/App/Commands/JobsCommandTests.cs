using System.Text.Json;
using BrowserScraper.App.Commands;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.App.Commands;

public sealed class JobsCommandTests : IDisposable
{
    private readonly TemporaryFolder run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(null, null, "nothing is left to do")]
    [InlineData(StopReason.Interrupted, "interrupted; items in flight get 10 s", "interrupted")]
    [InlineData(StopReason.MachineLacks, "the disk is full at data; make room", "the disk is full at data; make room (exit code 5)")]
    public void Ending_RunWithAReport_SaysWhyItIsOver(StopReason? stopped, string? message, string ending)
    {
        RunReport report = new()
        {
            Job = "job",
            Run = "r",
            Site = "a test's site",
            StartedAt = DateTimeOffset.UnixEpoch,
            EndedAt = DateTimeOffset.UnixEpoch,
            Stopped = stopped,
            Message = message,
        };
        File.WriteAllText(run["report.json"], JsonSerializer.Serialize(report, RunJson.Readable));

        Assert.Equal(ending, JobsCommand.Ending(run.Root, isHeld: false));
    }

    [Theory]
    [InlineData(true, "it is at work")]
    [InlineData(false, "it was killed, or crashed, and has left no report; what it had done is kept")]
    public void Ending_NoReport_IsAtWorkOrKilled(bool isHeld, string ending) => Assert.Equal(ending, JobsCommand.Ending(run.Root, isHeld));

    [Fact]
    public void Ending_ReportIsDamaged_SaysSo()
    {
        File.WriteAllText(run["report.json"], "{");

        Assert.Equal($"{run["report.json"]} cannot be read", JobsCommand.Ending(run.Root, isHeld: false));
    }
}
