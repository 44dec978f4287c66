namespace BrowserScraper.Postgres;

/// <summary>What was read a moment ago, so that it need not be read each time. Members may be called concurrently.</summary>
/// <param name="age">How old it may be.</param>
/// <param name="rows">How many rows were read for it: what is read for long is read less often.</param>
/// <param name="unknown">What counts as long as it was never read, as it cannot be.</param>
internal sealed class Recent<T>(TimeSpan age, Func<T, int> rows, T unknown)
{
    /// <summary>A million rows are read every 20 seconds, which is about one in a hundred of the time that a server has.</summary>
    internal const double RowsInASecond = 50_000;

    private readonly Lock gate = new();
    private T known = unknown;
    private bool isRead;
    private long readAt;

    /// <param name="read">Reads it; where it cannot be read, what was read last counts.</param>
    public T Get(Func<T> read)
    {
        lock (gate)
        {
            if (!isRead || TimeProvider.System.GetElapsedTime(readAt) >= AgeOf(age, rows(known)))
            {
                try
                {
                    (known, isRead) = (read(), true);
                }
                catch (IOException)
                {
                    // Who asks next for more than numbers is told.
                }

                readAt = TimeProvider.System.GetTimestamp();
            }

            return known;
        }
    }

    /// <summary>How old a count may be.</summary>
    /// <param name="age">At least.</param>
    /// <param name="rows">How many rows were counted.</param>
    internal static TimeSpan AgeOf(TimeSpan age, long rows) =>
        TimeSpan.FromSeconds(Math.Max(age.TotalSeconds, Math.Floor(rows / RowsInASecond)));
}
