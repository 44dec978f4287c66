using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Progress;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.Watchdog;

/// <summary>What <c>jobs</c> says of a job.</summary>
public sealed class JobInspectionTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(3, nameof(JobStanding.Working), "working (progress 3 s ago, on clips, gallery; heartbeat 1 s ago)")]
    [InlineData(600, nameof(JobStanding.Working), "working (progress 10 min ago, on clips, gallery; heartbeat 1 s ago)")]
    [InlineData(720, nameof(JobStanding.Stuck), "stuck (no progress for 12 min, on clips, gallery; heartbeat 1 s ago)")]
    public async Task Of_HeldByTheRun_TellsHowLongItHasGotNoFurther(int seconds, string state, string words)
    {
        using RunScene scene = new() { ProcessId = Environment.ProcessId };
        await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("gallery"));
        DateTimeOffset now = scene.Clock.GetUtcNow();
        RunJson.Save(
            Path.Combine(scene.Folder, Heartbeat.FileName),
            new Heartbeat(now.AddSeconds(-1), now.AddSeconds(-seconds), ["clips", "gallery"], ["a"]));
        using JobLock held = JobLock.Acquire(scene.JobFolder, scene.Job);

        AssertIs(Enum.Parse<JobStanding>(state), words, scene);
    }

    [Fact]
    public async Task Of_HeldByTheRunWithoutHeartbeat_GoesByItsEvents()
    {
        using RunScene scene = new() { ProcessId = Environment.ProcessId };
        await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("gallery"));
        scene.Clock.Advance(TimeSpan.FromHours(3));
        using JobLock held = JobLock.Acquire(scene.JobFolder, scene.Job);

        AssertIs(JobStanding.Stuck, "stuck (no progress for 3 h, on gallery; heartbeat 3 h ago)", scene);
    }

    [Fact]
    public async Task Of_HeldByAnotherCommand_IsNotItsLastRunsBusiness()
    {
        using RunScene scene = new() { ProcessId = 1 };
        await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("gallery"));
        scene.Clock.Advance(TimeSpan.FromHours(3));
        using JobLock held = JobLock.Acquire(scene.JobFolder, scene.Job);

        AssertIs(JobStanding.Working, "working", scene);
    }

    [Fact]
    public async Task Of_NobodyHoldsItAndNoReport_WasKilled()
    {
        using RunScene scene = new();
        await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("gallery"));

        AssertIs(JobStanding.Killed, "ended without report (killed, on gallery; resume)", scene);
    }

    [Fact]
    public async Task Of_MarkedAsLost_IsToBeContinuedAndSaysWhy()
    {
        using RunScene scene = new();
        JobSummary job = await scene.MakeJobAsync();
        scene.Write(RunScene.InWork("gallery"));
        LostRuns.Mark(job);

        AssertIs(JobStanding.ToBeContinued, "to be continued (killed while at work on gallery)", scene);
    }

    [Fact]
    public async Task Of_NoRunYet_IsToBeContinued()
    {
        using RunScene scene = new();
        await scene.MakeJobAsync();

        AssertIs(JobStanding.ToBeContinued, "to be continued", scene);
    }

    private static void AssertIs(JobStanding state, string words, RunScene scene)
    {
        JobInspection sight = JobInspection.Of(Assert.Single(JobList.Read(scene.Data)));
        DateTimeOffset now = scene.Clock.GetUtcNow();
        Assert.Equal((state, words), (sight.StateAt(now, TenMinutes), new JobWords(now, TenMinutes).Of(sight)));
    }
}
