using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Checkpoints;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A data folder of an earlier program is gone on with: what it had done stays done, and the rest is fetched.</summary>
public sealed class KeptFolderRunTests : IDisposable
{
    private readonly CliFolder folder = new();

    public KeptFolderRunTests() => KeptFolder.CopyTo(folder.Data);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("dealer-inventory", 9, 10)]
    [InlineData("video-subtitles", 8, 40)]
    public async Task Resume_AJobOfAnEarlierProgram_FetchesTheRestAndNothingTwice(string job, int before, int all)
    {
        using CliProcess run = CliProcess.StartOnDemo(folder, "resume", job, "--known-only", "--videos", "40", "--pages", "2");

        await run.ExitAsync();

        string jobFolder = Path.Combine(folder.Data, job);
        JobSummary stands = Assert.Single(JobList.Read(folder.Data), each => each.Job == job);
        Assert.Equal((0, 0, all), (stands.Waiting, stands.Failed, stands.Total));
        string newest = RunNumbers.NewestOf(jobFolder)!;
        Assert.Equal(2, RunFacts.Read(newest)!.Number);
        Assert.Equal(
            before, Assert.Single(RecordedEvents.Read(Path.Combine(newest, EventsFile.Name)).OfType<RunEvent.RunStarted>()).DoneBefore);
        Assert.Equal(stands.Done, File.ReadLines(Path.Combine(jobFolder, "records.jsonl")).Count());
        Assert.Equal(0, run.ExitCode);
    }
}
