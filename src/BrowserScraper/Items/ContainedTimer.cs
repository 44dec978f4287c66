namespace BrowserScraper.Items;

/// <summary>A timer whose callback may throw: anywhere else that would end the process.</summary>
internal static class ContainedTimer
{
    /// <param name="time">The clock.</param>
    /// <param name="work">What is done when it is due.</param>
    /// <param name="due">In how long; <see cref="Timeout.InfiniteTimeSpan"/> for not yet.</param>
    /// <param name="failed">Told what it throws.</param>
    public static ITimer Contained(this TimeProvider time, Action work, TimeSpan due, Action<Exception> failed) => time.CreateTimer(
        _ =>
        {
            try
            {
                work();
            }
            catch (Exception fault)
            {
                failed(fault);
            }
        },
        null, due, Timeout.InfiniteTimeSpan);
}
