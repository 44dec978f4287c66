using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Stores;

namespace BrowserScraper.Queue;

/// <summary>
/// Hands items of a job to workers, as pacing allows, each to one at a time. Workers come to the store one after the other: who has the
/// turn waits there for the next item, and nobody holds one that no page works on. Members may be called concurrently.
/// </summary>
internal sealed class WorkQueue
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Channel<bool> turn = Channel.CreateBounded<bool>(1);
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IJobSession session;
    private readonly ClaimPacing pacing;
    private readonly Func<WorkItem, WorkItem> found;
    private readonly Action<WorkItem> left;
    private readonly Func<JobClaim, Task> givenUp;
    private readonly TimeProvider time;

    /// <param name="session">The job.</param>
    /// <param name="pacing">Says what must not be claimed.</param>
    /// <param name="found">An item of the store, its address as it is for this run.</param>
    /// <param name="left">Told of items that have left the queue because a host was away for too long.</param>
    /// <param name="givenUp">Told of items that were settled as failed in place of being handed out.</param>
    /// <param name="time">The clock.</param>
    public WorkQueue(
        IJobSession session, ClaimPacing pacing, Func<WorkItem, WorkItem> found, Action<WorkItem> left, Func<JobClaim, Task> givenUp,
        TimeProvider time)
    {
        (this.session, this.pacing, this.found, this.left, this.givenUp, this.time) = (session, pacing, found, left, givenUp, time);
        turn.Writer.TryWrite(true);
        session.Changed = Look;
        _ = session.Completed.ContinueWith(_ => Look(), TaskScheduler.Default);
    }

    /// <summary>How many items stand where.</summary>
    public QueueCounts Counts => session.Count(Rules().Rules);

    /// <summary>Completes when adding is complete and every item is settled.</summary>
    public Task Completed => session.Completed;

    /// <inheritdoc cref="ClaimPacing.SetPages"/>
    public void SetPages(int pages)
    {
        pacing.SetPages(pages);
        session.Pages = pages;
        Look();
    }

    /// <inheritdoc cref="ClaimPacing.Learn"/>
    public void LearnPace(bool learns)
    {
        pacing.Learn(learns);
        Look();
    }

    /// <inheritdoc cref="IJobSession.Unsettled"/>
    public int Unsettled(string group) => session.Unsettled(group);

    /// <inheritdoc cref="IJobSession.EndGroupAsync"/>
    public ValueTask<int> EndGroupAsync(string group) => session.EndGroupAsync(group);

    /// <summary>Something has changed, such as that a host is there again: who waits for an item looks once more.</summary>
    public void Look() => changes.Writer.TryWrite(true);

    /// <summary>
    /// Claims items as they become ready. Ends when adding is complete and every item is settled, and quietly when
    /// <paramref name="stopping"/> is cancelled. Each claimed item must be disposed.
    /// </summary>
    public async IAsyncEnumerable<ClaimedItem> ClaimAllAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        while (await NextAsync(stopping) is { } claimed)
        {
            yield return claimed;
        }
    }

    internal async Task<CompletionResult> CompleteAsync(JobClaim claim, WorkItem item, ItemCompletion completion, Verdict verdict)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (pacing.Answered(item, verdict, now) is { } asked) // before its host's next item can be claimed
        {
            await session.RestHostAsync(asked.Host, asked.Wait);
        }

        (TimeSpan? delay, string? waitsFor) = pacing.WaitOf(verdict, now);
        return await session.CompleteAsync(claim, completion with { Delay = delay, WaitsFor = waitsFor });
    }

    internal async Task HoldAsync(JobClaim claim, WorkItem item)
    {
        pacing.Answered(item, new(ItemState.Done, default), time.GetUtcNow());
        await session.HoldAsync(claim);
        pacing.Held(item);
        Look();
    }

    internal ValueTask GiveBackAsync(JobClaim claim) => session.GiveBackAsync(claim);

    internal void Released(WorkItem item, bool wasHeld)
    {
        if (wasHeld)
        {
            pacing.Resumed(item);
        }

        pacing.Released(item, HasReady);
        Look();
    }

    private bool HasReady(string group)
    {
        try
        {
            return session.HasReady(group, Rules().Rules);
        }
        catch (IOException)
        {
            return true; // the next claim meets the same, and tells it
        }
    }

    private (ClaimRules Rules, TimeSpan? NextHost) Rules() => pacing.Rules(time.GetUtcNow(), session.Count(ClaimRules.None).Groups);

    private async Task<ClaimedItem?> NextAsync(CancellationToken stopping)
    {
        if (!await HasTurnAsync(stopping))
        {
            return null;
        }

        try
        {
            while (!stopping.IsCancellationRequested && !session.Completed.IsCompleted)
            {
                changes.Reader.TryRead(out _);
                (ClaimRules rules, TimeSpan? nextHost) = Rules();
                ClaimAnswer answer = await session.ClaimAsync(1, rules);
                foreach (WorkItem gone in answer.Left)
                {
                    left(gone);
                }

                foreach (JobClaim gone in answer.GivenUp)
                {
                    await givenUp(gone with { Item = found(gone.Item) });
                }

                if (answer.Claims is [{ } claim])
                {
                    ClaimedItem claimed = new(this, claim, found(claim.Item));
                    pacing.Started(claimed.Item, time.GetUtcNow());
                    return claimed;
                }

                if (answer.GivenUp.Count == 0 && !pacing.CloseIdle(HasReady))
                {
                    await WaitAsync(Sooner(answer.NextDue, nextHost), stopping);
                }
            }

            return null;
        }
        finally
        {
            turn.Writer.TryWrite(true);
        }
    }

    private async Task<bool> HasTurnAsync(CancellationToken stopping)
    {
        try
        {
            await turn.Reader.ReadAsync(stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until something has changed, or so long.</summary>
    private async Task WaitAsync(TimeSpan longest, CancellationToken stopping)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task changed = changes.Reader.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(changed, Task.Delay(longest, time, over.Token));
        await over.CancelAsync();
    }

    /// <summary>The shorter one, and an hour at most: a script may ask for more days than a timer takes.</summary>
    private static TimeSpan Sooner(TimeSpan? one, TimeSpan? other)
    {
        TimeSpan soonest = (one < other ? one : other ?? one) ?? LongestWait;
        return soonest < LongestWait ? soonest : LongestWait;
    }
}
