using BrowserScraper.Progress;
using BrowserScraper.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class HeartbeatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task File_WhileTheRunLasts_IsWrittenEveryTwoSecondsAndGoneAfterwards()
    {
        StatusTracker status = new(clock);
        Events events = new(clock, status);
        events.Start();
        SemaphoreSlim asked = new(0);
        DateTimeOffset begun = clock.GetUtcNow();
        await using (HeartbeatFile file = new(
            folder.Root, () => { asked.Release(); return status.Current; }, (_, fault) => throw fault, clock))
        {
            await asked.WaitAsync(TestContext.Current.CancellationToken);
            Assert.Equal((begun, begun), (Heartbeat.Read(folder.Root)!.At, Heartbeat.Read(folder.Root)!.ProgressAt));
            events.Tell(new RunEvent.ItemStarted(1, "a", "Auto", 1, TimeSpan.FromSeconds(30)));
            for (int beat = 0; beat < 2; beat++) // that the second is asked for means that the first is written
            {
                clock.Advance(HeartbeatFile.Interval);
                await asked.WaitAsync(TestContext.Current.CancellationToken);
            }

            Assert.Equal((begun, "a"), (Heartbeat.Read(folder.Root)!.ProgressAt, Heartbeat.Read(folder.Root)!.On));
            Assert.True(Heartbeat.Read(folder.Root)!.At > begun);
        }

        Assert.Null(Heartbeat.Read(folder.Root));
        Assert.Empty(Directory.EnumerateFiles(folder.Root));
    }

    [Theory]
    [InlineData("media-search/nature", "gallery", "gallery")]
    [InlineData("media-search/nature", "media-search", "a")] // an item without a group
    [InlineData("dealer-inventory", "dealer-inventory", "a")]
    public void Of_GroupsAtWork_AreSourcesOnlyWhereTheScriptHasSome(string job, string group, string on)
    {
        RunStatus status =
            new() { Job = job, WorkingSources = [group], Pages = [new(1, "a", "Auto", 1, null, null), new(2, null, null, 0, null, null)] };

        Assert.Equal(on, Heartbeat.Of(status, clock.GetUtcNow()).On);
    }

    [Fact]
    public void On_ManyItems_NamesAFew() =>
        Assert.Equal("a, b and 3 more", new Heartbeat(default, default, [], ["a", "b", "c", "d", "e"]).On);

    [Fact]
    public void Read_Torn_IsNull()
    {
        File.WriteAllText(folder[Heartbeat.FileName], "{\"at\":");

        Assert.Null(Heartbeat.Read(folder.Root));
    }
}
