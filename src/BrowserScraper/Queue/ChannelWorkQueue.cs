using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// A work queue of one process. Ready items stand in a channel; items that are due later stand in a heap, and one timer
/// moves them over, so that no worker ever sleeps.
/// </summary>
internal sealed class ChannelWorkQueue : IWorkQueue, IDisposable
{
    private readonly record struct Entry(WorkItem Item, ItemTally Tally);

    private readonly Channel<Entry> ready = Channel.CreateUnbounded<Entry>();
    private readonly PriorityQueue<Entry, DateTimeOffset> later = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly HostPace pace;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private int unsettled;
    private int claimed;
    private bool addingIsComplete;

    /// <param name="time">The clock for due times.</param>
    /// <param name="delay">Least time between the starts of two items of one host. Default: none.</param>
    public ChannelWorkQueue(TimeProvider time, TimeSpan delay = default)
    {
        this.time = time;
        pace = new(delay);
        timer = time.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public QueueCounts Counts
    {
        get
        {
            lock (gate)
            {
                return new(ready.Reader.Count, later.Count, claimed);
            }
        }
    }

    public ValueTask<bool> AddAsync(WorkItem item, ItemTally tally)
    {
        lock (gate)
        {
            if (!keys.Add(item.Key))
            {
                return ValueTask.FromResult(false);
            }

            unsettled++;
            ready.Writer.TryWrite(new(item, tally));
            return ValueTask.FromResult(true);
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
            if (!stopping.IsCancellationRequested && ready.Reader.TryRead(out Entry entry) && TryClaim(entry))
            {
                yield return new ClaimedItem(entry.Item, entry.Tally, ReleaseAsync);
            }
        }
    }

    public void Dispose() => timer.Dispose();

    private async ValueTask<bool> IsReadyAsync(CancellationToken stopping)
    {
        try
        {
            return await ready.Reader.WaitToReadAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>False where its host must be left alone for a while; the entry comes back by itself.</returns>
    private bool TryClaim(Entry entry)
    {
        lock (gate)
        {
            if (pace.TryStart(entry.Item.Address?.Host ?? "", time.GetUtcNow()) is { } due)
            {
                later.Enqueue(entry, due);
                MoveDue();
                return false;
            }

            claimed++;
            return true;
        }
    }

    private ValueTask ReleaseAsync(ClaimedItem claim, Verdict? verdict)
    {
        lock (gate)
        {
            claimed--;
            if (verdict is null)
            {
                ready.Writer.TryWrite(new(claim.Item, claim.Tally));
            }
            else if (verdict.TriedAgainNow)
            {
                later.Enqueue(new(claim.Item, verdict.Tally), verdict.Due ?? time.GetUtcNow());
                MoveDue();
            }
            else
            {
                unsettled--;
                CompleteWhenAllIsSettled();
            }
        }

        return ValueTask.CompletedTask;
    }

    private void MoveDue()
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            while (later.TryPeek(out Entry entry, out DateTimeOffset due))
            {
                if (due > now)
                {
                    timer.Change(due - now, Timeout.InfiniteTimeSpan);
                    return;
                }

                later.Dequeue();
                ready.Writer.TryWrite(entry);
            }
        }
    }

    private void CompleteWhenAllIsSettled()
    {
        if (addingIsComplete && unsettled == 0)
        {
            ready.Writer.TryComplete();
        }
    }
}
