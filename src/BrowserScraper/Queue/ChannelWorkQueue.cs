using System.Runtime.CompilerServices;
using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// A work queue of one process. Ready items stand in a <see cref="ReadyLine"/>; items that are due later stand in a heap, and one timer
/// moves them over, so that no worker ever sleeps.
/// </summary>
internal sealed class ChannelWorkQueue : IWorkQueue, IDisposable
{
    private readonly ReadyLine ready = new();
    private readonly LaterLine later = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly GroupLimits groups;
    private readonly HostTurns turns;
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
        this.time = time;
        turns = new(new(options.HostDelay, options.HostPerMinute, options.PaceChanged));
        groups = new(options.MaxGroups, options.Pages);
        timer = time.Contained(MoveDue, Timeout.InfiniteTimeSpan, options.Failed);
    }

    public QueueCounts Counts
    {
        get
        {
            lock (gate)
            {
                return new(ready.Count + groups.Parked, later.Count + turns.Waiting + held, claimed);
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
            if (later.Move(key, time.GetUtcNow()))
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
        while (await IsReadyAsync(stopping))
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

    private async ValueTask<bool> IsReadyAsync(CancellationToken stopping)
    {
        try
        {
            return await ready.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>False where its group or host must be left alone for a while, and the entry comes back by itself; or where its group has ended.</returns>
    private bool TryClaim(QueueEntry entry)
    {
        lock (gate)
        {
            bool mayStart = groups.MayStart(entry);
            bool starts = mayStart && turns.TryStart(entry, time.GetUtcNow());
            if (starts)
            {
                groups.Started(entry.Group);
                claimed++;
            }
            else if (mayStart)
            {
                groups.WentLater(entry.Group);
            }
            else
            {
                turns.Met(entry, time.GetUtcNow());
            }

            if (turns.Next is not null)
            {
                MoveDue(); // the next one of its host may be called now
            }

            return starts;
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
            if (!isSettled)
            {
                PutBack(entry, verdict);
            }

            Refill();
        }

        return ValueTask.CompletedTask;
    }

    private ClaimedItem Hold(ClaimedItem claim)
    {
        lock (gate)
        {
            claimed--;
            held++;
            groups.Held(claim.Item.Group ?? "");
            turns.Ended(new(claim.Item, claim.Tally), new(ItemState.Done, default), time.GetUtcNow());
            Refill();
        }

        return new ClaimedItem(claim.Item, claim.Tally, ReleaseHeldAsync, each => each);
    }

    private ValueTask ReleaseHeldAsync(ClaimedItem claim, Verdict? verdict)
    {
        lock (gate)
        {
            held--;
            claimed++;
            groups.Resumed(claim.Item.Group ?? "");
        }

        return ReleaseAsync(claim, verdict);
    }

    private void PutBack(QueueEntry entry, Verdict? verdict)
    {
        if (verdict is null)
        {
            ready.Add(entry);
        }
        else
        {
            later.Add(entry, verdict.Due ?? time.GetUtcNow());
            groups.WentLater(entry.Group);
            MoveDue();
        }
    }

    private void MoveDue()
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (QueueEntry entry in later.TakeDue(now).Concat(turns.TakeDue(now)))
            {
                groups.CameDue(entry.Group);
                ready.Add(entry);
            }

            if ((later.Next < turns.Next ? later.Next : turns.Next ?? later.Next) is { } next)
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
