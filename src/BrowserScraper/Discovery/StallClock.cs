namespace BrowserScraper.Discovery;

/// <summary>
/// A time limit that begins anew with each sign of life, and stands still while somebody else is waited for. Members may be called
/// concurrently.
/// </summary>
internal sealed class StallClock(TimeSpan limit, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource over = new(limit, time);
    private readonly Lock gate = new();
    private int standing;

    /// <summary>Cancelled when the limit is over.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>A sign of life.</summary>
    public void Restart()
    {
        lock (gate)
        {
            if (standing == 0)
            {
                over.CancelAfter(limit);
            }
        }
    }

    /// <summary>Stands still until what it returns is disposed, and begins anew then.</summary>
    public IDisposable Stand()
    {
        lock (gate)
        {
            standing++;
            over.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        return new Standing(this);
    }

    public void Dispose() => over.Dispose();

    private sealed class Standing(StallClock clock) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                lock (clock.gate)
                {
                    clock.standing--;
                }

                clock.Restart();
            }
        }
    }
}
