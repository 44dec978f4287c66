namespace BrowserScraper.Tests;

/// <summary>A clock on which every wait up to a limit is over at once, and the time then what it would be. Longer ones never end.</summary>
internal sealed class LeapingClock(TimeSpan limit) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero);

    /// <summary>What was waited altogether.</summary>
    public TimeSpan Waited { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Leap(this, () => callback(state), dueTime);

    private void Start(Action callback, TimeSpan due)
    {
        if (due == Timeout.InfiniteTimeSpan || due > limit)
        {
            return;
        }

        lock (gate)
        {
            now += due;
            Waited += due;
        }

        ThreadPool.QueueUserWorkItem(_ => callback());
    }

    private sealed class Leap : ITimer
    {
        private readonly LeapingClock clock;
        private readonly Action callback;

        public Leap(LeapingClock clock, Action callback, TimeSpan due)
        {
            (this.clock, this.callback) = (clock, callback);
            clock.Start(callback, due);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Start(callback, dueTime);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
