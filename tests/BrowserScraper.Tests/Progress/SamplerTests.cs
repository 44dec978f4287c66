using BrowserScraper.Progress;
using BrowserScraper.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

/// <summary>What looks at a run from beside may fail, and the run goes on.</summary>
public sealed class SamplerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();
    private readonly TaskCompletionSource<(string Where, Exception Fault)> told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ProcessMemory_LookingThrows_IsToldAndStopsInPeace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "nothing is sampled");
        await using ProcessMemory memory = new(clock, () => throw new InvalidOperationException("no such process"), Tell);

        Assert.Equal("the memory sampler", (await told.Task).Where);
        Assert.Empty(await memory.StopAsync());
        Assert.Null(memory.Latest);
    }

    [Fact]
    public async Task HeartbeatFile_TheStatusThrows_IsToldAndBeatsAgain()
    {
        int asked = 0;
        await using HeartbeatFile heartbeat = new(
            folder.Root, () => ++asked == 1 ? throw new InvalidOperationException("half a status") : new(), Tell, clock);
        Assert.Equal("the heartbeat", (await told.Task).Where);

        clock.Advance(HeartbeatFile.Interval);
        while (!File.Exists(folder["heartbeat.json"]))
        {
            await Task.Yield();
        }
    }

    private void Tell(string where, Exception fault) => told.TrySetResult((where, fault));
}
