using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// Decides what may start now, and keeps what may not: until it is due, until its host may be asked, or until that answers again. Not
/// concurrent; its owner sees to that.
/// </summary>
internal sealed class PutOffEntries(GroupLimits groups, HostTurns turns, AwayEntries away)
{
    private readonly LaterLine later = new();

    public int Count => later.Count + turns.Waiting + away.Count;

    /// <summary>When the next one is due; null where none waits for a time.</summary>
    public DateTimeOffset? Next => later.Next < turns.Next ? later.Next : turns.Next ?? later.Next;

    /// <summary>Something waits for its host's turn.</summary>
    public bool HasTurns => turns.Next is not null;

    /// <summary>Asks to start an entry now.</summary>
    /// <returns>False where its group or host must be left alone for a while, and the entry comes back by itself; null where it is for
    /// another run.</returns>
    public bool? TryStart(QueueEntry entry, DateTimeOffset now)
    {
        if (!groups.MayStart(entry))
        {
            turns.Met(entry, now);
            return false;
        }

        if (away.IsLeft(entry))
        {
            turns.Met(entry, now);
            return null;
        }

        if (away.Hold(entry))
        {
            turns.Met(entry, now);
            groups.WentLater(entry.Group);
            return false;
        }

        bool starts = turns.TryStart(entry, now);
        if (starts)
        {
            groups.Started(entry.Group);
        }
        else
        {
            groups.WentLater(entry.Group);
        }

        return starts;
    }

    /// <summary>Takes one that has ended and is tried again.</summary>
    public void Add(QueueEntry entry, Verdict verdict, DateTimeOffset now)
    {
        if (verdict.Host is not { } host || !away.Hold(entry, host))
        {
            later.Add(entry, verdict.Due ?? now);
        }

        groups.WentLater(entry.Group);
    }

    /// <summary>Takes out those that may be claimed.</summary>
    public IEnumerable<QueueEntry> TakeDue(DateTimeOffset now)
    {
        foreach (QueueEntry entry in later.TakeDue(now).Concat(turns.TakeDue(now)).Concat(away.TakeFree()))
        {
            groups.CameDue(entry.Group);
            yield return entry;
        }
    }

    /// <returns>False where no such item is due later.</returns>
    public bool Hurry(string key, DateTimeOffset now) => later.Move(key, now);

    /// <summary>A host is there again, and what waits for it comes out next; or it is left.</summary>
    /// <returns>What has waited for a host that is left.</returns>
    public IReadOnlyList<QueueEntry> Decided(string host)
    {
        IReadOnlyList<QueueEntry> left = away.Decided(host);
        foreach (QueueEntry entry in left)
        {
            groups.CameDue(entry.Group);
        }

        return left;
    }
}
