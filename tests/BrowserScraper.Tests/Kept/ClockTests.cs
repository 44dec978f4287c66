using System.Text.Json;
using BrowserScraper.App.Display;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Status;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Queue;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Tests.Kept;

/// <summary>Order is by numbers, and pauses have their limits, whatever somebody sets the clock to.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TemporaryFolder folder = new();
    private readonly AdjustableClock clock = new();

    private string Job => folder["shop"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Events_ClockSetOverARestart_AreNeitherMissedNorToldTwice(int days)
    {
        EventRing before = Ring();
        before.Tell("job", EventKind.Notice, null, "first");
        long seen = before.Sequence;
        before.Tell("job", EventKind.Notice, null, "second"); // nobody has seen it, and then the service is killed

        clock.Set(days * Day);
        EventRing after = Ring();
        after.Tell("job", EventKind.Notice, null, "third");

        (bool missed, IReadOnlyList<EventEntry> events) = after.Since(seen);
        Assert.True(missed);
        Assert.Equal("third", Assert.Single(events).Text);
        Assert.True(events[0].Sequence > before.Sequence);
        (missed, events) = after.Since(events[0].Sequence);
        Assert.False(missed);
        Assert.Empty(events);
    }

    [Fact]
    public void Events_ClockSetInMidRun_GoOnByOne()
    {
        EventRing ring = Ring();
        ring.Tell("job", EventKind.Notice, null, "first");
        long first = ring.Sequence;
        foreach (int days in (int[])[1, -2, 30])
        {
            clock.Set(days * Day);
            ring.Tell("job", EventKind.Notice, null, "next");
        }

        (bool missed, IReadOnlyList<EventEntry> events) = ring.Since(first);
        Assert.False(missed);
        Assert.Equal([first + 1, first + 2, first + 3], events.Select(each => each.Sequence));
    }

    [Fact]
    public void Events_FileIsGoneAndTheClockSetBack_TellThatSomethingWasMissed()
    {
        EventRing before = Ring();
        before.Tell("job", EventKind.Notice, null, "first");
        File.Delete(Path.Combine(folder["service"], EventNumbers.Name));
        clock.Set(-Day);

        EventRing after = Ring();
        after.Tell("job", EventKind.Notice, null, "second");

        (bool missed, IReadOnlyList<EventEntry> events) = after.Since(before.Sequence);
        Assert.True(missed);
        Assert.Equal("second", Assert.Single(events).Text);
    }

    [Fact]
    public void Numbers_AMillionInOneRun_AreReservedBeforeTheyAreGivenOut()
    {
        EventNumbers numbers = Numbers();
        long first = numbers.Next();
        for (int number = 0; number < 1_000_010; number++)
        {
            numbers.Next();
        }

        Assert.True(Numbers().Next() > numbers.Current);
        Assert.Equal(first + 1_000_010, numbers.Current);
    }

    [Fact]
    public async Task NewestRun_ClockSetBackByADay_IsTheOneThatBeganLast()
    {
        string[] runs = [Begin(), Begin(-Day), Begin(2 * Day), Begin(-Day)];

        Assert.Equal(runs[^1], RunInspection.LastOf(Job)!.Run);
        Assert.Equal(runs.Reverse(), JobCatalog.RunsOf(Job).Select(Path.GetFileName));
        Assert.Equal([1, 2, 3, 4], runs.Select(run => RunFacts.Read(Path.Combine(Job, "runs", run))!.Number));

        File.Delete(Path.Combine(Job, "runs", "newest.json")); // found out anew
        Assert.Equal(runs[^1], RunInspection.LastOf(Job)!.Run);
        string next = Begin();
        Assert.Equal(5, RunFacts.Read(Path.Combine(Job, "runs", next))!.Number);
        using ConsoleSet consoles = ConsoleSet.Standard();
        await File.WriteAllTextAsync(Path.Combine(Job, "runs", next, "report.json"), Report(next), TestContext.Current.CancellationToken);
        Assert.Equal(
            0, await ToolLine.Root(consoles).Parse(["report", "shop", "--data", folder.Root])
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(Job, "runs", next, "report.html")));
    }

    [Fact]
    public void NewestRun_AfterRunsOfAnEarlierProgram_IsTheNumberedOneWhateverItsName()
    {
        KeptFolder.CopyTo(folder["kept"]);
        string job = Path.Combine(folder["kept"], "dealer-inventory");
        string early = Assert.Single(Directory.GetDirectories(Path.Combine(job, "runs")));
        Assert.Equal(early, RunInspection.LastOf(job)!.Folder);

        string run = Begin(job: job); // years before, by its name

        Assert.Equal(run, RunInspection.LastOf(job)!.Run);
        Assert.Equal(2, RunFacts.Read(Path.Combine(job, "runs", run))!.Number);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task Health_PauseOfAClockThatWasWrong_IsNoLongerThanItsLimit(int days)
    {
        TimeSpan pause = TimeSpan.FromMinutes(10);
        HealthFile health = new(folder.Root, "media-search", ["clips"], clock);
        clock.Set(days > 0 ? days * Day : TimeSpan.Zero);
        for (int run = 0; run < SourceHealth.MostFailures; run++)
        {
            await health.CountAsync([new() { Source = "clips", Failed = 1 }], pause, Assert.Fail);
        }

        clock.Set(-2 * Day);

        SourceHealth read = (await health.ReadAsync(Assert.Fail, pause)).Find("clips")!;
        Assert.Equal(clock.GetUtcNow() + pause, read.PausedUntil);
        clock.Advance(pause);
        // it does not begin anew with each look
        Assert.Equal("failing 5x", (await health.ReadAsync(Assert.Fail, pause)).Find("clips")!.StateAt(clock.GetUtcNow()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Queue_ClockSetBackWhileAnItemWaits_GivesItBackInTime()
    {
        SteadyClock steady = new(clock);
        await using QueueScene scene = await QueueScene.OfAsync(steady);
        await scene.AddAsync(new WorkItem("a"));
        await (await scene.NextAsync()).SettleAsync(new(ItemState.Waiting, default, Due: steady.GetUtcNow() + TimeSpan.FromSeconds(5)));
        ValueTask<bool> again = scene.Claimer.MoveNextAsync();

        clock.Set(-Day);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(again.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await again);
    }

    [Fact]
    public void SteadyClock_SetBackAndForward_NeverGoesBackAndFollowsForward()
    {
        SteadyClock steady = new(clock);
        DateTimeOffset start = steady.GetUtcNow();

        clock.Set(-Day);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(start + TimeSpan.FromSeconds(3), steady.GetUtcNow());
        clock.Set(3 * Day);
        Assert.Equal(start + (2 * Day) + TimeSpan.FromSeconds(3), steady.GetUtcNow());
    }

    private EventNumbers Numbers() => new(folder["service"], Assert.Fail, clock);

    private EventRing Ring() => new(Numbers(), clock);

    /// <summary>Begins a run as a runner does, after the clock was set.</summary>
    private string Begin(TimeSpan set = default, string? job = null)
    {
        clock.Set(set);
        clock.Advance(TimeSpan.FromSeconds(1));
        string run = $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-abcd";
        int number = RunNumbers.Begin(job ?? Job, run);
        string runFolder = Path.Combine(job ?? Job, "runs", run);
        Directory.CreateDirectory(runFolder);
        RunJson.Save(
            Path.Combine(runFolder, RunFacts.FileName),
            new RunFacts("shop", run, "a test's site", clock.GetUtcNow(), 1, new Dictionary<string, string>(), number));
        return run;
    }

    private static string Report(string run) => JsonSerializer.Serialize(
        new RunReport { Job = "shop", Run = run, Site = "a test's site", StartedAt = default, EndedAt = default }, RunJson.Readable);
}
