using BrowserScraper.Items;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// The queue of one run in the memory of one process: which items wait, are due later, or are in work, and who holds them. Not concurrent;
/// its owner sees to that.
/// </summary>
internal sealed class RunQueue(int? most)
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueuedItem> unsettled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> unsettledOfGroup = new(StringComparer.Ordinal);
    private readonly HashSet<string> endedGroups = new(StringComparer.Ordinal);
    private readonly PriorityQueue<QueuedItem, DateTimeOffset> later = new();
    private readonly ReadyItems ready = new();
    private int waitingForTime;
    private int claimed;
    private int held;
    private long fence;
    private bool addingIsComplete;

    /// <summary>How many items were queued, each counted once.</summary>
    public int Taken { get; private set; }

    public bool IsFull => Taken >= (most ?? int.MaxValue);

    /// <summary>Adding is complete, and everything is settled.</summary>
    public bool IsOver => addingIsComplete && unsettled.Count == 0;

    /// <inheritdoc cref="ReadyItems.Looks"/>
    internal long Looks => ready.Looks;

    public QueueCounts Count(ClaimRules rules)
    {
        int heldBack = ready.HeldBack(rules);
        return new(ready.Count - heldBack, waitingForTime + held + heldBack, claimed) { Groups = unsettledOfGroup.Count };
    }

    /// <summary>The item is queued and not settled.</summary>
    public bool Holds(string key) => unsettled.ContainsKey(key);

    /// <summary>The item was queued in this run.</summary>
    public bool HasTaken(string key) => keys.Contains(key);

    public int Unsettled(string group) => unsettledOfGroup.GetValueOrDefault(group);

    public void CompleteAdding() => addingIsComplete = true;

    /// <summary>Queues an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="tally">What it has used up.</param>
    /// <param name="again">It may have been queued before, and counts no further time.</param>
    public Addition Add(QueuedItem item, ItemTally tally, bool again)
    {
        if (IsOver || endedGroups.Contains(item.Group))
        {
            return Addition.Refused;
        }

        if (unsettled.ContainsKey(item.Item.Key) || (!again && keys.Contains(item.Item.Key)))
        {
            return Addition.Known;
        }

        if (!again && IsFull)
        {
            return Addition.Left;
        }

        Taken += again ? 0 : 1;
        keys.Add(item.Item.Key);
        unsettled.Add(item.Item.Key, item);
        unsettledOfGroup[item.Group] = Unsettled(item.Group) + 1;
        item.Tally = tally;
        ready.Add(item);
        return Addition.Queued;
    }

    /// <inheritdoc cref="IJobSession.HasReady"/>
    public bool HasReady(string group, ClaimRules rules, DateTimeOffset now)
    {
        MoveDue(now);
        return ready.Has(group, rules);
    }

    /// <summary>Hands out the next item; null where none may be claimed.</summary>
    public QueuedItem? Claim(ClaimRules rules)
    {
        if (ready.Take(rules) is not { } item)
        {
            return null;
        }

        item.State = QueuedState.Claimed;
        item.Fence = ++fence;
        claimed++;
        return item;
    }

    /// <summary>Makes ready what is due.</summary>
    /// <returns>When the next one is due; null where none is.</returns>
    public DateTimeOffset? MoveDue(DateTimeOffset now)
    {
        while (later.TryPeek(out QueuedItem? item, out DateTimeOffset due))
        {
            if (item.State == QueuedState.Later && due > now)
            {
                return due;
            }

            later.Dequeue();
            if (item.State == QueuedState.Later)
            {
                waitingForTime--;
                ready.Add(item);
            }
        }

        return null;
    }

    /// <summary>Takes out what is for the next run because of a host.</summary>
    public IReadOnlyList<QueuedItem> TakeLeaving(ClaimRules rules)
    {
        IReadOnlyList<QueuedItem> leaving = ready.TakeLeaving(rules);
        foreach (QueuedItem item in leaving)
        {
            Forget(item);
        }

        return leaving;
    }

    /// <summary>The item of a claim; null where the claim does not hold any more.</summary>
    public QueuedItem? Of(JobClaim claim) =>
        unsettled.TryGetValue(claim.Item.Key, out QueuedItem? item) && item.Fence == claim.Fence
            && item.State is QueuedState.Claimed or QueuedState.Held ? item : null;

    public void Hold(QueuedItem item)
    {
        (claimed, held) = (claimed - 1, held + 1);
        item.State = QueuedState.Held;
    }

    /// <summary>It is about to be settled: nobody else may.</summary>
    public void BeginCompleting(QueuedItem item)
    {
        if (item.State == QueuedState.Held)
        {
            (claimed, held) = (claimed + 1, held - 1);
        }

        item.State = QueuedState.Completing;
    }

    /// <summary>That came to nothing: the claim holds again.</summary>
    public static void BreakOff(QueuedItem item) => item.State = QueuedState.Claimed;

    /// <summary>An item in work has left the queue.</summary>
    public void Settle(QueuedItem item)
    {
        claimed--;
        Forget(item);
    }

    /// <summary>An item in work comes back.</summary>
    /// <param name="item">The item.</param>
    /// <param name="tally">What it has used up.</param>
    /// <param name="due">When; now where it has passed.</param>
    /// <param name="waitsFor">The host that it waits for, or null.</param>
    /// <param name="now">The time.</param>
    public void Return(QueuedItem item, ItemTally tally, DateTimeOffset due, string? waitsFor, DateTimeOffset now)
    {
        if (endedGroups.Contains(item.Group))
        {
            Settle(item);
            return;
        }

        claimed--;
        (item.Tally, item.WaitsFor) = (tally, waitsFor);
        if (due > now)
        {
            item.State = QueuedState.Later;
            waitingForTime++;
            later.Enqueue(item, due);
        }
        else
        {
            ready.Add(item);
        }
    }

    /// <summary>Takes an item out that nobody is completing, whoever holds it.</summary>
    /// <returns>False where there is none.</returns>
    public bool Remove(string key)
    {
        if (!unsettled.TryGetValue(key, out QueuedItem? item) || item.State == QueuedState.Completing)
        {
            return false;
        }

        switch (item.State)
        {
            case QueuedState.Ready:
                ready.Remove(item);
                break;
            case QueuedState.Later:
                waitingForTime--;
                break;
            case QueuedState.Claimed:
                claimed--;
                break;
            default:
                held--;
                break;
        }

        Forget(item);
        return true;
    }

    /// <summary>Ends a group: what is not in work leaves, and nothing of it is taken in any more.</summary>
    /// <returns>How many left.</returns>
    public int EndGroup(string group)
    {
        endedGroups.Add(group);
        QueuedItem[] leaving =
        [
            .. ready.TakeGroup(group),
            .. later.UnorderedItems.Select(each => each.Element).Where(each => each.State == QueuedState.Later && each.Group == group),
        ];
        foreach (QueuedItem item in leaving)
        {
            waitingForTime -= item.State == QueuedState.Later ? 1 : 0;
            Forget(item);
        }

        return leaving.Length;
    }

    private void Forget(QueuedItem item)
    {
        item.State = QueuedState.Gone;
        unsettled.Remove(item.Item.Key);
        if (--unsettledOfGroup[item.Group] is 0)
        {
            unsettledOfGroup.Remove(item.Group);
        }
    }
}
