using System.Text.Json;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Sites;
using BrowserScraper.Stores;

namespace BrowserScraper.Queue;

/// <summary>
/// Between a run and what its job knows: takes in what is found, tells what becomes of it, completes what has ended. Members may be called
/// concurrently.
/// </summary>
internal sealed class JobLedger(
    JobPlan plan, IJobSession session, RunEventStream events, SourceBreaker breaker, TimeProvider time)
{
    private const string Unfinished = "unfinished";

    private readonly SiteAddresses addresses = new(plan.Site.Url);

    /// <summary>What the operator wants no more.</summary>
    public ItemCancels Cancels { get; } = new();

    /// <summary>As many items are queued as this run may work on.</summary>
    public bool IsFull => session.IsFull;

    /// <summary>Told of an item that has left the queue without having been worked on. Default: nobody.</summary>
    public Action<WorkItem> Withdrawn { get; set; } = _ => { };

    /// <inheritdoc cref="IJobSession.Completed"/>
    public Task Completed => session.Completed;

    public async Task<RunEvent.RunStarted> DescribeAsync()
    {
        int done = 0;
        int unfinished = 0;
        await foreach (ItemRecord record in session.ItemsAsync())
        {
            done += IsSettled(record) ? 1 : 0;
            unfinished += IsSettled(record) ? 0 : 1;
        }

        return plan.Begun(done, unfinished);
    }

    /// <summary>
    /// Queues what earlier runs have left: waiting, in work when they ended, failed; or what the plan is for. Done once in a run, by one
    /// machine of it; the others wait until it is: one that joins later revives nothing that the run itself has given up.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled meanwhile.</exception>
    public async Task QueueUnfinishedAsync(CancellationToken stopping)
    {
        if (!await session.TakeLeaseAsync(Unfinished, stopping))
        {
            // Who asks for what was given up means what that is at this moment.
            TellQueuedAgain(plan.Only is { } only ? await session.RetryAsync(only) : []);
            events.Publish(new RunEvent.Recovered(session.Taken));
            return;
        }

        bool isDone = false;
        try
        {
            int left = await QueueEachAsync(plan.Only ?? ItemFilter.Unfinished, stopping);
            isDone = true;
            TellLeft(left);
        }
        finally
        {
            await session.EndLeaseAsync(Unfinished, isDone);
        }
    }

    /// <inheritdoc cref="IJobSession.TakeLeaseAsync"/>
    public Task<bool> TakeLeaseAsync(string name, CancellationToken stopping) => session.TakeLeaseAsync(name, stopping);

    /// <inheritdoc cref="IJobSession.EndLeaseAsync"/>
    public ValueTask EndLeaseAsync(string name, bool isDone) => session.EndLeaseAsync(name, isDone);

    /// <inheritdoc cref="IJobSession.LeaseHolderAsync"/>
    public ValueTask<string?> LeaseHolderAsync(string name) => session.LeaseHolderAsync(name);

    /// <summary>In the place of discovery, where a run is for items that are known.</summary>
    public Task DiscoverNothingAsync(ItemFilter only)
    {
        int taken = session.Taken;
        events.Publish(new RunEvent.Notice($"ONLY: {taken} {only.What}; the site's list is not read"));
        events.Publish(new RunEvent.DiscoveryEnded(taken, TimeSpan.Zero, Failure: null, IsCutShort: true));
        return Task.CompletedTask;
    }

    /// <summary>Says that only items in work add further ones, and the operator.</summary>
    public ValueTask CompleteAddingAsync() => session.CompleteAddingAsync();

    /// <summary>An item that the job knows, its address as it is for this run; null where it knows none with that key.</summary>
    public async ValueTask<WorkItem?> KnownAsync(string key) =>
        await session.FindAsync(key) is { } known ? Found(known.Item) : null;

    /// <summary>Takes in an item that discovery or a script has found.</summary>
    public async ValueTask FoundAsync(WorkItem item)
    {
        AddedItem added = await AddAsync(Taken(item));
        if (added is not { How: Addition.Known, Known: { } known })
        {
            return;
        }

        if (IsSettled(known) && !plan.Settings.Force)
        {
            events.Publish(new RunEvent.ItemKnownDone(item.Key));
        }
        else if (plan.Only is null) // else the run is for others
        {
            await QueueAsync(Taken(item), known);
        }
    }

    /// <summary>Makes an item known to the job, and queues it where it is new.</summary>
    public async ValueTask<AddedItem> AddAsync(WorkItem item)
    {
        bool isForLater = !session.IsFull && item.Group is not null && await session.FindAsync(item.Key) is null && !breaker.Lets(item);
        AddedItem added = (await session.AddAsync([Kept(item)], isForLater))[0];
        if (added.How == Addition.Queued)
        {
            events.Publish(new RunEvent.ItemQueued(item.Key, IsFetchedAgain: false));
        }
        else if (added.How == Addition.Left && !isForLater) // else the breaker has told
        {
            events.Publish(new RunEvent.ItemLeft(item.Key, item.Group ?? plan.Script.Name));
        }

        return added;
    }

    /// <summary>An item was cancelled that nobody has worked on: it is told, and what has waited for it need not wait any longer.</summary>
    public async Task WithdrawnAsync(WorkItem item)
    {
        events.Publish(new RunEvent.ItemCancelled(item.Key, item.Group ?? plan.Script.Name));
        WorkItem[] followers =
            [.. breaker.Ended(item, new ItemOutcome.Skipped(OutcomeNames.Cancelled), new(ItemState.Skipped, default)).Select(Kept)];
        TellQueued(followers.Length == 0 ? [] : await session.QueueAsync(followers));
        Withdrawn(item);
    }

    /// <summary>An item was given up that takes down whatever works on it. Nobody has worked on it now: it is told here.</summary>
    public async Task GivenUpAsync(JobClaim claim)
    {
        WorkItem item = claim.Item;
        ItemOutcome outcome = new ItemOutcome.Interrupted(OutcomeNames.WornOut);
        Verdict verdict = new(ItemState.Failed, claim.Tally);
        WorkItem[] followers = [.. breaker.Ended(item, outcome, verdict).Select(Kept)];
        TellQueued(followers.Length == 0 ? [] : await session.QueueAsync(followers));
        events.Publish(new RunEvent.ItemEnded(
            RunEvent.NoPage, item.Key, item.Group ?? plan.Script.Name, claim.Tally.NextAttempt, outcome.Name, outcome.Reason, verdict.State,
            null, [], TimeSpan.Zero) { Address = item.Address });
        Withdrawn(item);
    }

    public void Started(ClaimedItem claimed, int page) => events.Publish(new RunEvent.ItemStarted(
        page, claimed.Item.Key, claimed.Item.Title ?? claimed.Item.Key, claimed.Tally.NextAttempt, plan.Settings.ItemTimeout));

    /// <summary>An attempt is done but for the proof that somebody was signed in: nothing of it is in place yet.</summary>
    public void TellHeld(HeldItem held) => events.Publish(
        new RunEvent.ItemHeld(held.Page, held.Claimed.Item.Key, held.Claimed.Item.Group ?? plan.Script.Name, held.Took));

    /// <summary>Commits what was held, or lets it be tried again where the session had ended meanwhile.</summary>
    public Task SettleHeldAsync(HeldItem held, bool isProven)
    {
        ItemOutcome outcome = isProven ? held.Outcome : new ItemOutcome.SignedOut("the session had ended before it was proven");
        Verdict verdict = isProven ? new(ItemState.Done, default) : new(ItemState.Waiting, held.Claimed.Tally, time.GetUtcNow());
        return CommitAsync(held.Claimed, held.Page, outcome, verdict, held.Files, held.Took, evidence: null, wasHeld: true);
    }

    /// <summary>Ends an attempt: its files, its record and what becomes of the item, in one step of the store.</summary>
    /// <exception cref="RunStopException">The site serves the same for several items; this one is noted as still to do.</exception>
    public async Task CommitAsync(
        ClaimedItem claimed, int page, ItemOutcome outcome, Verdict verdict, AttemptFiles files, TimeSpan took, string? evidence,
        bool wasHeld = false)
    {
        WorkItem item = claimed.Item;
        IReadOnlyList<WorkItem> followers = breaker.Ended(item, outcome, verdict);
        ItemCompletion completion = new(verdict.State, verdict.Tally, outcome.Name)
        {
            Error = outcome.Reason is { Length: > 0 } reason ? plan.Secrets.Told(reason, item.Address) : null,
            Record = outcome is ItemOutcome.Done { Record: { } read } ? JsonSerializer.SerializeToElement(read, RunJson.Line) : null,
            Files = outcome is ItemOutcome.Done done ? done.Files : [],
            Staged = outcome is ItemOutcome.Done ? files.Staged : new Dictionary<string, string>(),
            Followers = [.. followers.Select(Kept)],
        };
        CompletionResult result = await claimed.CompleteAsync(completion, verdict);
        if (result.IsLost)
        {
            ItemOutcome end = result.IsCancelled
                ? new ItemOutcome.Skipped(OutcomeNames.Cancelled) : new ItemOutcome.Interrupted("its claim was lost");
            Verdict left = result.IsCancelled
                ? new(ItemState.Skipped, default)
                : new(ItemState.Waiting, claimed.Tally, NextRun: true); // or it goes on here, under another claim

            // Cancelled meanwhile: its record says so already. What has waited for it need not wait any longer.
            WorkItem[] waiting = [.. completion.Followers, .. breaker.Ended(item, end, left).Select(Kept)];
            TellQueued(waiting.Length == 0 ? [] : await session.QueueAsync(waiting));
            if (!Cancels.IsCancelled(item.Key))
            {
                TellEnded(claimed, page, end, left, [], took, evidence, wasHeld);
            }

            return;
        }

        foreach (string notice in result.Notices)
        {
            events.Publish(new RunEvent.Notice(notice));
        }

        TellQueued(result.Followers);

        if (result.Suspect is { } suspect)
        {
            Verdict left = new(ItemState.Waiting, claimed.Tally, NextRun: true);
            TellEnded(claimed, page, new ItemOutcome.BadFile(suspect), left, [], took, evidence, wasHeld);
            throw new RunStopException(StopReason.WrongFiles, $"{plan.Script.Name}: {suspect}");
        }

        TellEnded(claimed, page, outcome, verdict, result.Files, took, evidence, wasHeld);
    }

    /// <summary>An item as it may be shown and kept: user and password in its address are kept for that server alone.</summary>
    public WorkItem Taken(WorkItem item) => plan.Logins.Taken(item);

    /// <summary>An item of the store, its address as it is for this run.</summary>
    public WorkItem Found(WorkItem item) => Taken(item with { Address = addresses.Found(item.Address) });

    /// <summary>Queues an item that is known, where its source may be asked.</summary>
    private async ValueTask QueueAsync(WorkItem item, ItemRecord known)
    {
        if (!session.IsFull && breaker.Lets(item) && (await session.QueueAsync([Kept(item)]))[0] is { How: Addition.Queued })
        {
            events.Publish(new RunEvent.ItemQueued(item.Key, IsFetchedAgain: IsSettled(known)));
        }
    }

    /// <returns>How many were left.</returns>
    private async Task<int> QueueEachAsync(ItemFilter which, CancellationToken stopping)
    {
        int left = 0;
        await foreach (ItemRecord record in session.ItemsAsync(which))
        {
            stopping.ThrowIfCancellationRequested();
            if (plan.Script.Wants(record.Item))
            {
                await QueueAsync(Found(record.Item), record);
            }
            else
            {
                left++;
            }
        }

        return left;
    }

    private void TellLeft(int left)
    {
        events.Publish(new RunEvent.Recovered(session.Taken));
        if (left > 0)
        {
            string known = left == 1
                ? "1 known item does not match this run's options; it stays pending"
                : $"{left} known items do not match this run's options; they stay pending";
            events.Publish(new RunEvent.Notice($"LEFT: {known}"));
        }
    }

    private void TellQueuedAgain(IEnumerable<ItemRecord> items)
    {
        foreach (ItemRecord record in items)
        {
            events.Publish(new RunEvent.ItemQueuedAgain(record.Item.Key, record.Item.Group ?? plan.Script.Name));
        }
    }

    private void TellQueued(IEnumerable<AddedItem> items)
    {
        foreach (AddedItem item in items.Where(each => each.How == Addition.Queued))
        {
            events.Publish(new RunEvent.ItemQueued(item.Key, IsFetchedAgain: item.Known is { } known && IsSettled(known)));
        }
    }

    private void TellEnded(
        ClaimedItem claimed, int page, ItemOutcome outcome, Verdict verdict, IReadOnlyList<SavedFile> files, TimeSpan took,
        string? evidence, bool wasHeld) => events.Publish(new RunEvent.ItemEnded(
            page, claimed.Item.Key, claimed.Item.Group ?? plan.Script.Name, claimed.Tally.NextAttempt, outcome.Name, outcome.Reason,
            verdict.State, verdict.TriedAgainNow ? verdict.Due : null, files, took, evidence, (outcome as ItemOutcome.TimedOut)?.Limit)
                { WasHeld = wasHeld, Address = claimed.Item.Address });

    private WorkItem Kept(WorkItem item) => item with { Address = addresses.Kept(item.Address) };

    private static bool IsSettled(ItemRecord record) => record.State is ItemState.Done or ItemState.Skipped;
}
