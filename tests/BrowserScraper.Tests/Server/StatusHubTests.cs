using System.Text.Json;
using BrowserScraper.Server;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Server.Status;
using BrowserScraper.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class StatusHubTests
{
    private const int Limit = 30_000;

    [Fact(Timeout = Limit)]
    public async Task Client_ThatReadsSlowly_GetsTheNewestAndNoneOfThoseBetween()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider clock = new();
        EventRing events = new(new EventNumbers(folder["service"], Assert.Fail, clock), clock);
        await using StatusHub hub = new(Composer(folder, events, clock), events, clock);
        await using IAsyncEnumerator<ReadOnlyMemory<byte>> slow = hub.WatchAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using IAsyncEnumerator<ReadOnlyMemory<byte>> quick = hub.WatchAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await slow.MoveNextAsync();
        await quick.MoveNextAsync();

        for (int change = 1; change <= 5; change++)
        {
            events.Tell("job", EventKind.Notice, null, $"change {change}");
            clock.Advance(TimeSpan.FromMilliseconds(100));
            do
            {
                Assert.True(await quick.MoveNextAsync());
            }
            while (LastOf(quick.Current) != $"change {change}");
        }

        Assert.True(await slow.MoveNextAsync());
        Assert.Equal("change 5", LastOf(slow.Current));
    }

    [Fact(Timeout = Limit)]
    public async Task Snapshot_ThatCannotBeComposed_EndsNeitherThePumpNorItsClients()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider clock = new();
        BreakableClock composing = new();
        EventRing events = new(new EventNumbers(folder["service"], Assert.Fail, clock), clock);
        await using StatusHub hub = new(Composer(folder, events, composing), events, clock);
        await using IAsyncEnumerator<ReadOnlyMemory<byte>> client = hub.WatchAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await client.MoveNextAsync();

        composing.IsBroken = true;
        events.Tell("job", EventKind.Notice, null, "a change");
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await composing.Asked.Task;
        composing.IsBroken = false;

        ValueTask<bool> next = client.MoveNextAsync();
        while (!next.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal("SERVICE: a defect keeps the status back: InvalidOperationException: broken", LastOf(client.Current));
    }

    [Fact(Timeout = Limit)]
    public async Task Change_ThatSomebodyElseHasLookedAt_IsSentAllTheSame()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider clock = new();
        EventRing events = new(new EventNumbers(folder["service"], Assert.Fail, clock), clock);
        await using StatusHub hub = new(Composer(folder, events, clock), events, clock);
        await using IAsyncEnumerator<ReadOnlyMemory<byte>> client = hub.WatchAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await client.MoveNextAsync();

        events.Tell("job", EventKind.Notice, null, "a change");
        hub.Compose();
        clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(await client.MoveNextAsync());
        Assert.Equal("a change", LastOf(client.Current));
    }

    private static string? LastOf(ReadOnlyMemory<byte> snapshot) =>
        JsonDocument.Parse(snapshot).RootElement.GetProperty("recent").EnumerateArray().Last().GetProperty("text").GetString();

    private static StatusComposer Composer(TemporaryFolder folder, EventRing events, TimeProvider time)
    {
        ServiceSetup setup = new()
        {
            Planner = new([], new ConfigurationBuilder().Build()),
            Defaults = new ServiceSettings(5, 2, 2, folder["data"]),
            Log = NullLogger.Instance,
            Time = time,
        };
        SettingsFile settings = new(folder["service"], setup.Defaults, _ => { }, time);
        return new(new JobService(setup, settings, events, new StoredJobs(folder["service"], _ => { }, time)), settings, events, time);
    }

    private sealed class BreakableClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override DateTimeOffset GetUtcNow()
        {
            if (IsBroken)
            {
                Asked.TrySetResult();
                throw new InvalidOperationException("broken");
            }

            return base.GetUtcNow();
        }
    }
}
