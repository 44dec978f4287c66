namespace BrowserScraper.Testing;

/// <summary>A clock that stands still until <see cref="Advance"/>, and whose timers fire then and only then, in the order in which they are due.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = []; // in the order of arming
    private TimeSpan set;
    private DateTimeOffset now = new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return (now - set).Ticks;
        }
    }

    /// <summary>Somebody sets the clock: no time passes, no timer fires, and what measures time does not notice.</summary>
    public void Set(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
            set += by;
            timers.ForEach(timer => timer.Due += by);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, firing on the way what is due; each timer's callback sees the time at which it was due.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire(); // outside the lock: a callback may arm timers, or take locks of its own
        }

        lock (gate)
        {
            now = end;
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (gate)
        {
            ManualTimer? next = timers.MinBy(timer => timer.Due);
            if (next is null || next.Due > end)
            {
                return null;
            }

            now = next.Due > now ? next.Due : now;
            timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
                timers.Add(next);
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private bool isOver;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (!isOver && dueTime != Timeout.InfiniteTimeSpan)
                {
                    (Due, Period) = (clock.now + dueTime, period);
                    clock.timers.Add(this);
                }

                return !isOver;
            }
        }

        public void Dispose()
        {
            Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            isOver = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
