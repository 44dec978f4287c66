namespace BrowserScraper.Progress;

/// <summary>
/// A run's clock: it follows the machine's, but never goes back. Where that is set back, time goes on from where it was, so that nothing
/// that waits for a time waits longer than it was meant to. Where it is set forward, or the machine has slept, it follows. Members may be
/// called concurrently.
/// </summary>
/// <param name="machine">The machine's.</param>
internal sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset last = machine.GetUtcNow();
    private long stamp = machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public static SteadyClock Of(TimeProvider time) => time as SteadyClock ?? new(time);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            long now = machine.GetTimestamp();
            DateTimeOffset passed = last + machine.GetElapsedTime(stamp, now);
            DateTimeOffset told = machine.GetUtcNow();
            (last, stamp) = (told > passed ? told : passed, now);
            return last;
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}
