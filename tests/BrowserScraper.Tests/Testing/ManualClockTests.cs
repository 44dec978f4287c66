using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Testing;

public sealed class ManualClockTests
{
    private readonly ManualClock clock = new();
    private readonly List<string> fired = [];

    [Fact]
    public void Advance_SeveralTimers_FireInDueOrderEachAtItsTime()
    {
        DateTimeOffset start = clock.GetUtcNow();
        using ITimer late = Timer("late", 3);
        using ITimer early = Timer("early", 1);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early 1", "late 3"], fired);
        Assert.Equal(start.AddSeconds(5), clock.GetUtcNow());
    }

    [Fact]
    public void Advance_ATickTooLittle_FiresNothing()
    {
        using ITimer timer = Timer("once", 1);

        clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Empty(fired);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["once 1"], fired);
    }

    [Fact]
    public void Advance_TimerWithPeriod_FiresOncePerPeriodUntilDisposed()
    {
        ITimer timer = Timer("tick", 1, period: 2);

        clock.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["tick 1", "tick 3", "tick 5"], fired);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Advance_CallbackArmsATimer_ThatFiresInTheSameAdvance()
    {
        ITimer? second = null;
        using ITimer first = clock.CreateTimer(_ => second = Timer("second", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["second 2"], fired);
        second!.Dispose();
    }

    [Fact]
    public async Task Advance_DelaysAndCancellationAfterDelay_TakeTheirTimeFromIt()
    {
        long started = clock.GetTimestamp();
        using CancellationTokenSource source = new(TimeSpan.FromMinutes(3), clock);
        Task delay = Task.Delay(TimeSpan.FromMinutes(3), clock, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromTicks(1));
        Assert.False(source.IsCancellationRequested);
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(source.IsCancellationRequested);
        await delay;
        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetElapsedTime(started));
    }

    private ITimer Timer(string name, int due, int? period = null)
    {
        DateTimeOffset start = new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero);
        return clock.CreateTimer(
            _ => fired.Add($"{name} {(clock.GetUtcNow() - start).TotalSeconds}"),
            null,
            TimeSpan.FromSeconds(due),
            period is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
    }
}
