using System.Diagnostics;
using System.Globalization;
using BrowserScraper.App.Running;
using BrowserScraper.Checkpoints;
using BrowserScraper.Tests.Watchdog;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.App.Running;

public sealed class StuckRunTests : IDisposable
{
    private readonly List<Process> started = [];

    public void Dispose()
    {
        foreach (Process process in started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    [Theory]
    [InlineData("echo held; read forever", 60, "was told to end, and has saved")]
    [InlineData("trap '' TERM; echo held; while :; do read forever; done", 0, "was killed")]
    public async Task EndAsync_ProcessThatHasTheJob_EndsItAndMarksItsRun(string script, int patience, string how)
    {
        using RunScene scene = new();
        Process holder = await HoldAsync(scene, script);

        LostRun? lost = await new StuckRun(Sight(scene), TimeSpan.FromSeconds(patience), TimeProvider.System)
            .EndAsync("no progress for 12 min", TestContext.Current.CancellationToken);

        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("timed out - stuck on gallery", lost!.Reason);
        Assert.EndsWith(how, lost.How, StringComparison.Ordinal);
        Assert.True(Sight(scene).Run!.HasReport);
    }

    [Fact]
    public async Task EndAsync_AnotherProcessHasItsId_IsLeftAlone()
    {
        using RunScene scene = new();
        Process holder = await HoldAsync(scene, "echo held; read forever");
        JobInspection sight = Sight(scene);
        Name(scene, holder, holder.StartTime.AddMinutes(-1));

        Assert.Null(await new StuckRun(sight, TimeSpan.Zero, TimeProvider.System).EndAsync("", TestContext.Current.CancellationToken));

        Assert.False(holder.HasExited);
        Assert.False(Sight(scene).Run!.HasReport);
    }

    /// <summary>A process that has the job's lock, as a run has it.</summary>
    private async Task<Process> HoldAsync(RunScene scene, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flock(1) and signals are Linux's");
        await scene.MakeJobAsync();
        Process holder = Process.Start(
            new ProcessStartInfo("/usr/bin/flock", ["-F", Path.Combine(scene.JobFolder, "job.lock"), "sh", "-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        started.Add(holder);
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        scene.ProcessId = holder.Id;
        scene.Write(RunScene.InWork("gallery"));
        Name(scene, holder, holder.StartTime);
        return holder;
    }

    private static void Name(RunScene scene, Process holder, DateTime since) => new JobHolder(
        holder.Id, since.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Environment.MachineName)
            .Write(JobHolder.PathIn(scene.JobFolder));

    private static JobInspection Sight(RunScene scene) => JobInspection.Of(Assert.Single(JobList.Read(scene.Data)));
}
