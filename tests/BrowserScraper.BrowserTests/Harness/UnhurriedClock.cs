namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The system's clock, by which limits below a second last ten times as long: a busy machine keeps them, too.</summary>
internal sealed class UnhurriedClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < Short ? 10 * dueTime : dueTime, period);
}
