using System.Runtime.CompilerServices;
using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// A work queue of one process. Ready items stand in a <see cref="ReadyLine"/>; what must wait stands among <see cref="PutOffEntries"/>,
/// and one timer moves it over, so that no worker ever sleeps.
/// </summary>
internal sealed class ChannelWorkQueue : IWorkQueue, IDisposable
{
    private readonly ReadyLine ready = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly GroupLimits groups;
    private readonly HostTurns turns;
    private readonly PutOffEntries putOff;
    private readonly QueueOptions options;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private int unsettled;
    private int claimed;
    private int held;
    private bool addingIsComplete;

    /// <param name="time">The clock for due times.</param>
    /// <param name="options">Its limits.</param>
    public ChannelWorkQueue(TimeProvider time, QueueOptions options)
    {
        (this.time, this.options) = (time, options);
        turns = new(new(options.HostDelay, options.HostPerMinute, options.PaceChanged));
        groups = new(options.MaxGroups, options.Pages);
        putOff = new(groups, turns, new(options.Hosts));
        timer = time.Contained(MoveDue, Timeout.InfiniteTimeSpan, options.Failed);
        if (options.Hosts is { } hosts)
        {
            hosts.Decided = OnHost;
        }
    }

    public QueueCounts Counts
    {
        get
        {
            lock (gate)
            {
                return new(ready.Count + groups.Parked, putOff.Count + held, claimed);
            }
        }
    }

    public Task Completed => completed.Task;

    public ValueTask<bool> AddAsync(WorkItem item, ItemTally tally) => ValueTask.FromResult(Add(new(item, tally), again: false));

    public ValueTask<bool> AddAgainAsync(WorkItem item, ItemTally tally) => ValueTask.FromResult(Add(new(item, tally), again: true));

    public void SetPages(int pages)
    {
        lock (gate)
        {
            groups.Pages = pages;
            Refill();
        }
    }

    public void LearnPace(bool learns)
    {
        lock (gate)
        {
            turns.Learn(learns);
        }
    }

    public int Unsettled(string group)
    {
        lock (gate)
        {
            return groups.Unsettled(group);
        }
    }

    public int EndGroup(string group)
    {
        lock (gate)
        {
            int dropped = groups.End(group);
            unsettled -= dropped;
            Refill();
            return dropped;
        }
    }

    public void Hurry(string key)
    {
        lock (gate)
        {
            if (putOff.Hurry(key, time.GetUtcNow()))
            {
                MoveDue();
            }
        }
    }

    public void CompleteAdding()
    {
        lock (gate)
        {
            addingIsComplete = true;
            CompleteWhenAllIsSettled();
        }
    }

    public async IAsyncEnumerable<ClaimedItem> ClaimAllAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        while (await ready.WaitAsync(stopping))
        {
            if (!stopping.IsCancellationRequested && ready.TryTake(out QueueEntry entry) && TryClaim(entry))
            {
                yield return new ClaimedItem(entry.Item, entry.Tally, ReleaseAsync, Hold);
            }
        }
    }

    public void Dispose() => timer.Dispose();

    private bool Add(QueueEntry entry, bool again)
    {
        lock (gate)
        {
            bool isNew = !Completed.IsCompleted && !groups.IsEnded(entry.Group) && (keys.Add(entry.Item.Key) || again);
            if (!isNew || !groups.TryAdd(entry.Group))
            {
                return false;
            }

            unsettled++;
            ready.Add(entry);
            return true;
        }
    }

    /// <returns>False where it must wait, and comes back by itself; or where its group has ended, or its host is left.</returns>
    private bool TryClaim(QueueEntry entry)
    {
        lock (gate)
        {
            bool? starts = putOff.TryStart(entry, time.GetUtcNow());
            claimed += starts == true ? 1 : 0;
            if (starts is null)
            {
                Leave(entry);
            }

            if (putOff.HasTurns)
            {
                MoveDue(); // the next one of its host may be called now
            }

            return starts == true;
        }
    }

    private ValueTask ReleaseAsync(ClaimedItem claim, Verdict? verdict)
    {
        lock (gate)
        {
            QueueEntry entry = new(claim.Item, verdict?.Tally ?? claim.Tally);
            bool isSettled = groups.IsEnded(entry.Group) || verdict is { TriedAgainNow: false };
            claimed--;
            unsettled -= isSettled ? 1 : 0;
            groups.Released(entry.Group, isSettled);
            turns.Ended(entry, verdict, time.GetUtcNow());
            if (!isSettled && verdict is null)
            {
                ready.Add(entry);
            }
            else if (!isSettled)
            {
                putOff.Add(entry, verdict!, time.GetUtcNow());
                MoveDue();
            }

            Refill();
        }

        return ValueTask.CompletedTask;
    }

    private ClaimedItem Hold(ClaimedItem claim)
    {
        lock (gate)
        {
            turns.Ended(new(claim.Item, claim.Tally), new(ItemState.Done, default), time.GetUtcNow());
            (claimed, held) = (claimed - 1, held + 1);
            groups.Held(claim.Item.Group ?? "");
            Refill();
        }

        return new ClaimedItem(claim.Item, claim.Tally, ReleaseHeldAsync, each => each);
    }

    private ValueTask ReleaseHeldAsync(ClaimedItem claim, Verdict? verdict)
    {
        lock (gate)
        {
            (claimed, held) = (claimed + 1, held - 1);
            groups.Resumed(claim.Item.Group ?? "");
            return ReleaseAsync(claim, verdict);
        }
    }

    /// <summary>A host is there again, or is left.</summary>
    private void OnHost(string host)
    {
        lock (gate)
        {
            foreach (QueueEntry left in putOff.Decided(host))
            {
                Leave(left);
            }

            MoveDue();
        }
    }

    private void Leave(QueueEntry entry)
    {
        if (groups.Left(entry.Group))
        {
            unsettled--;
            options.Left?.Invoke(entry.Item);
            Refill();
        }
    }

    private void MoveDue()
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (QueueEntry entry in putOff.TakeDue(now))
            {
                ready.Add(entry);
            }

            if (putOff.Next is { } next)
            {
                timer.Change(next - now, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Refill()
    {
        foreach (QueueEntry freed in groups.TakeFreed())
        {
            ready.Add(freed);
        }

        CompleteWhenAllIsSettled();
    }

    private void CompleteWhenAllIsSettled()
    {
        if (addingIsComplete && unsettled == 0)
        {
            ready.Complete();
            completed.TrySetResult();
        }
    }
}
