using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>The right to send one token request. Disposing it lets the next one go; twice is harmless.</summary>
internal sealed class TokenTurn : IDisposable
{
    private readonly Func<Task> release;
    private readonly ITimer timer;
    private int isOver;

    /// <param name="limit">The turn is over after this time, whether there was an answer or not.</param>
    /// <param name="release">Called once, when the turn is over; lets the next one go, and is not waited for.</param>
    /// <param name="expired">Called before that where the time ran out.</param>
    /// <param name="failed">Told what that throws: a timer's exception would end the process.</param>
    /// <param name="time">The clock.</param>
    public TokenTurn(TimeSpan limit, Func<Task> release, Action expired, Action<Exception> failed, TimeProvider time)
    {
        this.release = release;
        timer = time.Contained(
            () =>
            {
                if (Volatile.Read(ref isOver) == 0)
                {
                    expired();
                    Dispose();
                }
            },
            limit, failed);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isOver, 1) == 0)
        {
            timer.Dispose();
            _ = release();
        }
    }
}
