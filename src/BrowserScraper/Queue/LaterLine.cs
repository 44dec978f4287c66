namespace BrowserScraper.Queue;

/// <summary>Entries that are due at a time of their own. Not concurrent; its owner sees to that.</summary>
internal sealed class LaterLine
{
    private readonly PriorityQueue<QueueEntry, DateTimeOffset> entries = new();

    public int Count => entries.Count;

    /// <summary>When the next one is due; null where there is none.</summary>
    public DateTimeOffset? Next => entries.TryPeek(out _, out DateTimeOffset next) ? next : null;

    public void Add(QueueEntry entry, DateTimeOffset due) => entries.Enqueue(entry, due);

    /// <summary>Takes out those that are due.</summary>
    public IEnumerable<QueueEntry> TakeDue(DateTimeOffset now)
    {
        while (entries.TryPeek(out QueueEntry entry, out DateTimeOffset due) && due <= now)
        {
            entries.Dequeue();
            yield return entry;
        }
    }

    /// <summary>Makes one due at another time.</summary>
    /// <returns>False where it is not here.</returns>
    public bool Move(string key, DateTimeOffset due)
    {
        (QueueEntry Entry, DateTimeOffset Due)[] waiting = [.. entries.UnorderedItems];
        if (!Array.Exists(waiting, each => each.Entry.Item.Key == key))
        {
            return false;
        }

        entries.Clear();
        entries.EnqueueRange(waiting.Select(each => each.Entry.Item.Key == key ? (each.Entry, due) : each));
        return true;
    }
}
