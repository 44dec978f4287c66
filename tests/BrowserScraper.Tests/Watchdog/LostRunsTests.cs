using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.Watchdog;

public sealed class LostRunsTests
{
    [Fact]
    public async Task Mark_KilledOnTwoSources_LeavesAReportThatNamesThem()
    {
        using RunScene scene = new();
        JobSummary job = await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("gallery", "clips"));
        RunJson.Save(Path.Combine(scene.Folder, Heartbeat.FileName), new Heartbeat(default, default, ["older"], []));

        LostRun lost = Assert.Single(LostRuns.Mark(job));

        Assert.Equal((RunScene.Id, "killed while at work on clips, gallery"), (lost.Run, lost.Reason));
        RunReport report = ReportOf(scene);
        Assert.Equal(
            (StopReason.Lost, "killed while at work on clips, gallery; its process (4711) is gone; run again to go on", 2),
            (report.Stopped!.Value, report.Message, report.Sources.Count));
        Assert.Contains(
            "at work on clips, gallery", File.ReadAllText(ReportFile.PathIn(scene.Folder)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(scene.Folder, Heartbeat.FileName)));
        Assert.Empty(LostRuns.Mark(job));
    }

    [Fact]
    public async Task Mark_ScriptWithoutSources_NamesTheItem()
    {
        using RunScene scene = new() { Job = "dealer-inventory", Sources = [] };
        JobSummary job = await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("dealer-inventory"));

        Assert.Equal("killed while at work on item of dealer-inventory", Assert.Single(LostRuns.Mark(job)).Reason);
    }

    [Fact]
    public async Task Mark_NothingInWork_SaysThatThereIsNoReport()
    {
        using RunScene scene = new();
        JobSummary job = await scene.MakeJobAsync();
        scene.Write();

        Assert.Equal("ended without a report (killed?)", Assert.Single(LostRuns.Mark(job)).Reason);
    }

    [Fact]
    public async Task Mark_KilledBeforeItsFirstEvent_IsMarkedAllTheSame()
    {
        using RunScene scene = new();
        JobSummary job = await scene.MakeJobAsync();
        scene.Write();
        File.WriteAllText(Path.Combine(scene.Folder, EventsFile.Name), "{\"at\":");

        LostRuns.Mark(job);

        Assert.Equal((scene.Job, RunScene.Id, StopReason.Lost), (ReportOf(scene).Job, ReportOf(scene).Run, ReportOf(scene).Stopped!.Value));
    }

    [Fact]
    public async Task Mark_JobIsHeld_TouchesNothing()
    {
        using RunScene scene = new();
        JobSummary job = await scene.MakeJobAsync();
        scene.Write();
        using JobLock held = JobLock.Acquire(scene.JobFolder, scene.Job);

        Assert.Throws<JobHeldException>(() => LostRuns.Mark(job));

        Assert.False(File.Exists(Path.Combine(scene.Folder, RunReport.FileName)));
    }

    private static RunReport ReportOf(RunScene scene) =>
        JsonSerializer.Deserialize<RunReport>(File.ReadAllText(Path.Combine(scene.Folder, RunReport.FileName)), RunJson.Readable)!;
}
