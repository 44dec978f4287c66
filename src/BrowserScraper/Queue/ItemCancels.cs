namespace BrowserScraper.Queue;

/// <summary>
/// Items that the operator wants no more, and those at work, so that one of them can be ended. Members may be called concurrently.
/// </summary>
internal sealed class ItemCancels
{
    private readonly Dictionary<string, Attempt> working = new(StringComparer.Ordinal);
    private readonly HashSet<string> cancelled = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Called when an item's attempt begins.</summary>
    /// <returns>Cancelled when the item is to be ended; null where it was cancelled before it began.</returns>
    public CancellationToken? Begin(string key)
    {
        lock (gate)
        {
            if (cancelled.Contains(key))
            {
                return null;
            }

            // Two may hold it at once, where an item was queued again while its last attempt was ending.
            Attempt attempt = working.GetValueOrDefault(key) ?? new();
            working[key] = attempt;
            attempt.Holders++;
            return attempt.Ending.Token;
        }
    }

    /// <summary>Called when the attempt is over.</summary>
    public void End(string key)
    {
        lock (gate)
        {
            if (working.TryGetValue(key, out Attempt? attempt) && --attempt.Holders == 0)
            {
                working.Remove(key);
            }
        }
    }

    /// <returns>True where the item is at work and is ended now; false where it waits, and will not be begun.</returns>
    public bool Cancel(string key)
    {
        Attempt? attempt;
        lock (gate)
        {
            if (!working.TryGetValue(key, out attempt))
            {
                cancelled.Add(key);
            }
        }

        attempt?.Ending.Cancel(); // closes a page: nothing to hold a lock over
        return attempt is not null;
    }

    /// <summary>Whether it was cancelled while nobody worked on it.</summary>
    public bool IsCancelled(string key)
    {
        lock (gate)
        {
            return cancelled.Contains(key);
        }
    }

    /// <summary>It is wanted after all.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            cancelled.Remove(key);
        }
    }

    private sealed class Attempt
    {
        public CancellationTokenSource Ending { get; } = new();

        public int Holders { get; set; }
    }
}
