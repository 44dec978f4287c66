using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Tests.Run;

/// <summary>However a run ends, it ends by itself and its report says how.</summary>
public sealed class JobRunnerTests : IDisposable
{
    private readonly PlainRun scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task RunAsync_NothingToDo_HasAReportWithoutFaults()
    {
        RunReport report = await scene.RunAsync(PlainRun.NothingAsync());

        Assert.Null(report.Stopped);
        Assert.Empty(report.Faults);
        Assert.True(scene.HasReports);
    }

    [Fact]
    public async Task RunAsync_FindingItemsThrowsUnforeseen_StopsWithTypePlaceAndStack()
    {
        RunReport report = await scene.RunAsync(PlainRun.ThrowingAsync(new KeyNotFoundException("no column")));

        Assert.Equal(StopReason.Fault, report.Stopped);
        Assert.Matches(@"^finding items failed: KeyNotFoundException: no column \(PlainRun\.cs:\d+\); ", report.Message);
        Assert.Contains("ThrowingAsync", Assert.Single(report.Faults).Stack, StringComparison.Ordinal);
        Assert.Contains(
            scene.Log.Lines, line => line.StartsWith("Error | FAULT: finding items | KeyNotFoundException", StringComparison.Ordinal)
            && line.Contains("ThrowingAsync", StringComparison.Ordinal));
        Assert.True(scene.HasReports);
    }

    [Fact]
    public async Task RunAsync_TheDiskRefuses_StopsAsTheMachineLacksAndIsNoFault()
    {
        RunReport report = await scene.RunAsync(PlainRun.ThrowingAsync(new IOException("no space left")));

        Assert.Equal((StopReason.MachineLacks, "no space left"), (report.Stopped, report.Message));
        Assert.Empty(report.Faults);
        Assert.True(scene.HasReports);
    }

    [Fact]
    public async Task RunAsync_NoBrowser_StopsAsTheMachineLacksWithAReport()
    {
        RunReport report = await scene.RunAsync(input: null);

        Assert.Equal(StopReason.MachineLacks, report.Stopped);
        Assert.Contains("no-browser", report.Message, StringComparison.Ordinal);
        Assert.True(scene.HasReports);
    }

    [Fact]
    public async Task RunAsync_AReaderThrowsAtEachEvent_EndsAsItWouldAndTellsIt()
    {
        RunReport report = await scene.RunAsync(PlainRun.NothingAsync(), new OddReader());

        Assert.Null(report.Stopped);
        Assert.Equal("a reader of events (OddReader, at RunStarted)", Assert.Single(report.Faults).Where);
        Assert.True(scene.HasReports);
    }

    [Fact]
    public async Task RunAsync_CheckpointOfANewerProgram_SaysSoInAReport()
    {
        Directory.CreateDirectory(scene.JobFolder);
        await using (FileStream file = File.Create(Path.Combine(scene.JobFolder, "checkpoint.json")))
        {
            SnapshotFile.Write(file, new(SnapshotHeader.CurrentFormat + 1, "no-site", "no site", default, 0, 0), []);
        }

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => scene.RunAsync(PlainRun.NothingAsync()));

        Assert.Equal(StopReason.MachineLacks, refused.Reason);
        Assert.True(scene.HasReports);
        Assert.Contains(scene.Log.Lines, line => line.Contains(refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_AnotherProcessHasTheJob_LeavesItsFolderAlone()
    {
        Directory.CreateDirectory(scene.JobFolder);
        using JobLock other = JobLock.Acquire(scene.JobFolder, "no-site");

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => scene.RunAsync(PlainRun.NothingAsync()));

        Assert.Equal(StopReason.MachineLacks, refused.Reason);
        Assert.False(Directory.Exists(scene.RunFolder));
    }

    private sealed class OddReader : IRunEventReader
    {
        public void Read(RunEvent happened) => throw new InvalidOperationException("cannot read");
    }
}
