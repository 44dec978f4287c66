using System.Diagnostics;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Checkpoints;

public sealed class JobLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Acquire_AlreadyHeld_NamesTheHolder()
    {
        using JobLock first = JobLock.Acquire(folder.Root, "dealer-inventory");

        JobHeldException held = Assert.Throws<JobHeldException>(() => JobLock.Acquire(folder.Root, "dealer-inventory"));

        Assert.Matches(
            $@"^dealer-inventory is being worked on by process {Environment.ProcessId} "
            + @"\(started \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\); wait for it or stop it$",
            held.Message);
    }

    [Fact]
    public void Dispose_ThenAcquire_Succeeds()
    {
        JobLock first = JobLock.Acquire(folder.Root, "job");
        first.Dispose();
        first.Dispose();

        using JobLock second = JobLock.Acquire(folder.Root, "job");
        Assert.Throws<JobHeldException>(() => JobLock.Acquire(folder.Root, "job"));
    }

    [Fact]
    public void Acquire_OtherFolder_IsIndependent()
    {
        using JobLock first = JobLock.Acquire(folder["one"], "one");
        using JobLock second = JobLock.Acquire(folder["two"], "two");
    }

    [Fact]
    public void Acquire_HolderDiedAndLeftItsName_Succeeds()
    {
        File.WriteAllText(folder["job.lock"], "");
        File.WriteAllText(folder["job.lock.json"], "{\"process\":1,\"started\":\"2025-10-02 14:30:01\",\"machine\":\"gone\"}");

        using JobLock taken = JobLock.Acquire(folder.Root, "job");

        JobHeldException held = Assert.Throws<JobHeldException>(() => JobLock.Acquire(folder.Root, "job"));
        Assert.Contains($"process {Environment.ProcessId} ", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Acquire_FolderCannotBeMade_SaysWhichKnob()
    {
        File.WriteAllText(folder["file"], "");

        CheckpointException refused = Assert.Throws<CheckpointException>(
            () => JobLock.Acquire(Path.Combine(folder["file"], "job"), "job"));

        Assert.Contains("DATA_DIR", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_HeldByAnotherProcess_SucceedsOnceThatIsKilled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flock(1) is Linux's");
        ProcessStartInfo start = new("/usr/bin/flock", ["-F", folder["job.lock"], "sh", "-c", "echo held; read forever"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process other = Process.Start(start)!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        JobHeldException held = Assert.Throws<JobHeldException>(() => JobLock.Acquire(folder.Root, "job"));
        Assert.Equal("job is being worked on by another process; wait for it or stop it", held.Message);

        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        using JobLock taken = JobLock.Acquire(folder.Root, "job");
    }
}
