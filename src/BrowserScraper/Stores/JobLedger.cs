using System.Text.Json;
using BrowserScraper.Attempts;
using BrowserScraper.Checkpoints;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Sites;

namespace BrowserScraper.Stores;

/// <summary>
/// Keeps queue, checkpoint, records and events of a job in step: what is found is known before it is queued, and done
/// is believed only when it is on the disk. Members may be called concurrently.
/// </summary>
internal sealed class JobLedger(
    JobPlan plan, ICheckpoint checkpoint, RecordsFile records, RunEventStream events, SourceBreaker breaker, IWorkQueue queue,
    TimeProvider time)
{
    private readonly EqualOutput equal = new(plan.Script, checkpoint, text => events.Publish(new RunEvent.Notice(text)));

    // Where equal files are kept once, whoever comes second must see what the first has.
    private readonly SemaphoreSlim? turn = plan.Script.KeepsEqualFilesOnce ? new(1, 1) : null;
    private readonly SiteAddresses addresses = new(plan.Site.Url);
    private readonly RunQuota quota = new(plan.Settings.MaxItems);

    public IWorkQueue Queue => queue;

    /// <summary>What the operator wants no more.</summary>
    public ItemCancels Cancels { get; } = new();

    /// <summary>As many items are queued as this run may work on.</summary>
    public bool IsFull => quota.IsFull;

    /// <summary>Whose the files in place are.</summary>
    public FileNames Names() => new(checkpoint.Snapshot());

    public RunEvent.RunStarted Describe()
    {
        IReadOnlyList<ItemRecord> known = checkpoint.Snapshot();
        int done = known.Count(IsSettled);
        return plan.Begun(done, known.Count - done);
    }

    /// <summary>Queues what earlier runs have left: waiting, in work when they ended, failed; or what the plan is for.</summary>
    public async Task QueueUnfinishedAsync()
    {
        int left = 0;
        foreach (ItemRecord record in checkpoint.Snapshot().Where(plan.Only?.Fits ?? (record => !IsSettled(record))))
        {
            if (plan.Script.Wants(record.Item))
            {
                await QueueAsync(Found(record.Item), record);
            }
            else
            {
                left++;
            }
        }

        events.Publish(new RunEvent.Recovered(quota.Taken));
        if (left > 0)
        {
            string known = left == 1
                ? "1 known item is not for this run, as its options say; it stays to do"
                : $"{left} known items are not for this run, as its options say; they stay to do";
            events.Publish(new RunEvent.Notice($"LEFT: {known}"));
        }
    }

    /// <summary>In the place of discovery, where a run is for items that are known.</summary>
    public Task DiscoverNothingAsync(ItemFilter only)
    {
        events.Publish(new RunEvent.Notice($"ONLY: {quota.Taken} {only.What}; the site's list is not read"));
        events.Publish(new RunEvent.DiscoveryEnded(quota.Taken, TimeSpan.Zero, Failure: null, IsCutShort: true));
        return Task.CompletedTask;
    }

    /// <summary>An item that the job knows, its address as it is for this run; null where it knows none with that key.</summary>
    public WorkItem? Known(string key) => checkpoint.Find(key) is { } known ? Found(known.Item) : null;

    /// <summary>Takes in an item that discovery or a script has found.</summary>
    public async ValueTask FoundAsync(WorkItem found)
    {
        WorkItem item = plan.Logins.Taken(found);
        ItemRecord? known = checkpoint.Find(item.Key);
        if (known is null && !NoteNew(item))
        {
            known = checkpoint.Find(item.Key); // somebody else has found it just now
        }

        if (known is not null && IsSettled(known) && !plan.Settings.Force)
        {
            events.Publish(new RunEvent.ItemKnownDone(item.Key));
        }
        else if (plan.Only is null || known is null) // what an item of the few that the run is for has led to
        {
            await QueueAsync(item, known);
        }
    }

    /// <summary>Makes an item known to the job.</summary>
    /// <returns>False where it is known already: what is known of it stays.</returns>
    public bool NoteNew(WorkItem item) =>
        checkpoint.NoteIf(new(Kept(item)) { State = ItemState.Waiting, Updated = time.GetUtcNow() }, known => known is null);

    public void Started(ClaimedItem claimed, int page)
    {
        if (DoneBefore(claimed.Item) is null)
        {
            checkpoint.Note(new(Kept(claimed.Item))
            {
                State = ItemState.Working,
                Attempts = claimed.Tally.Attempts,
                Interruptions = claimed.Tally.Interruptions,
                Updated = time.GetUtcNow(),
            });
        }

        events.Publish(new RunEvent.ItemStarted(
            page, claimed.Item.Key, claimed.Item.Title ?? claimed.Item.Key, claimed.Tally.NextAttempt, plan.Settings.ItemTimeout));
    }

    /// <summary>Output before checkpoint: a crash in between repeats an item's last step, and never loses one.</summary>
    /// <exception cref="RunStopException">The site serves the same file for several items; this one is noted as still to do.</exception>
    public async Task CommitAsync(
        ClaimedItem claimed, int page, ItemOutcome outcome, Verdict verdict, AttemptFiles files, TimeSpan took, string? evidence,
        bool wasHeld = false)
    {
        await (turn?.WaitAsync() ?? Task.CompletedTask);
        try
        {
            await CommitInTurnAsync(claimed, page, outcome, verdict, files, took, evidence, wasHeld);
        }
        finally
        {
            turn?.Release();
        }
    }

    /// <summary>An attempt is done but for the proof that somebody was signed in: nothing of it is in place yet.</summary>
    public void Hold(HeldItem held)
    {
        ClaimedItem claimed = held.Claimed;
        if (DoneBefore(claimed.Item) is null)
        {
            checkpoint.Note(new(Kept(claimed.Item))
            {
                State = ItemState.Waiting,
                Attempts = claimed.Tally.Attempts,
                Interruptions = claimed.Tally.Interruptions,
                Updated = time.GetUtcNow(),
            });
        }

        events.Publish(new RunEvent.ItemHeld(held.Page, claimed.Item.Key, claimed.Item.Group ?? plan.Script.Name, held.Took));
    }

    /// <summary>Commits what was held, or lets it be tried again where the session had ended meanwhile.</summary>
    public Task SettleHeldAsync(HeldItem held, bool isProven)
    {
        if (Cancels.IsCancelled(held.Claimed.Item.Key))
        {
            return held.Claimed.SettleAsync(new(ItemState.Skipped, default)).AsTask(); // its record says so already
        }

        ItemOutcome outcome = isProven ? held.Outcome : new ItemOutcome.SignedOut("the session had ended before it was proven");
        Verdict verdict = isProven ? new(ItemState.Done, default) : new(ItemState.Waiting, held.Claimed.Tally, time.GetUtcNow());
        return CommitAsync(held.Claimed, held.Page, outcome, verdict, held.Files, held.Took, evidence: null, wasHeld: true);
    }

    private async Task CommitInTurnAsync(
        ClaimedItem claimed, int page, ItemOutcome outcome, Verdict verdict, AttemptFiles files, TimeSpan took, string? evidence,
        bool wasHeld)
    {
        JsonElement? record = outcome is ItemOutcome.Done { Record: { } read }
            ? JsonSerializer.SerializeToElement(read, RunJson.Line) : null;
        if (outcome is ItemOutcome.Done ready
            && (equal.SuspectOf(claimed.Item.Key, ready.Files) ?? equal.SuspectOf(claimed.Item.Key, record)) is { } suspect)
        {
            await CommitInTurnAsync(
                claimed, page, new ItemOutcome.BadFile(suspect), new(ItemState.Waiting, claimed.Tally, NextRun: true), files, took,
                evidence, wasHeld);
            throw new RunStopException(StopReason.WrongFiles, $"{plan.Script.Name}: {suspect}");
        }

        IReadOnlyList<SavedFile> saved = [];
        if (outcome is ItemOutcome.Done done)
        {
            saved = plan.Script.KeepsEqualFilesOnce ? [.. done.Files.Select(file => equal.Shared(claimed.Item.Key, file))] : done.Files;
            files.Commit(except: [.. done.Files.Except(saved).Select(file => file.Path)]);
            if (record is { } line)
            {
                await records.AppendAsync(claimed.Item.Key, line);
            }
        }

        ItemRecord? kept = outcome is ItemOutcome.Done ? null : DoneBefore(claimed.Item);
        await checkpoint.RecordAsync(
            kept is not null
            ? kept with { Error = plan.Secrets.Told($"fetched again, {outcome.Name}: {outcome.Reason}", claimed.Item.Address) }
            : new(Kept(claimed.Item))
        {
            State = verdict.State,
            Attempts = verdict.Tally.Attempts,
            Interruptions = verdict.Tally.Interruptions,
            Outcome = outcome.Name,
            Error = outcome.Reason is { Length: > 0 } reason ? plan.Secrets.Told(reason, claimed.Item.Address) : null,
            Files = saved,
            Updated = time.GetUtcNow(),
        });
        // while its item is in work, or the queue might end before them
        foreach (WorkItem follower in breaker.Ended(claimed.Item, outcome, verdict))
        {
            await QueueAsync(follower, checkpoint.Find(follower.Key));
        }

        await claimed.SettleAsync(verdict);
        events.Publish(new RunEvent.ItemEnded(
            page, claimed.Item.Key, claimed.Item.Group ?? plan.Script.Name, claimed.Tally.NextAttempt, outcome.Name, outcome.Reason,
            verdict.State, verdict.TriedAgainNow ? verdict.Due : null, saved, took, evidence, (outcome as ItemOutcome.TimedOut)?.Limit)
                { WasHeld = wasHeld, Address = claimed.Item.Address });
    }

    /// <returns>False where it is in the queue already, or not for this run.</returns>
    public async ValueTask<bool> QueueAsync(WorkItem item, ItemRecord? known)
    {
        if (!quota.TryReserve())
        {
            if (known is null)
            {
                events.Publish(new RunEvent.ItemLeft(item.Key, item.Group ?? plan.Script.Name));
            }

            return false;
        }

        if (breaker.Lets(item) && await queue.AddAsync(item, TallyOf(known)))
        {
            quota.Take();
            events.Publish(new RunEvent.ItemQueued(item.Key, IsFetchedAgain: known is not null && IsSettled(known)));
            return true;
        }

        quota.Release();
        return false;
    }

    /// <summary>An item as it may be shown and kept: user and password in its address are kept for that server alone.</summary>
    public WorkItem Taken(WorkItem item) => plan.Logins.Taken(item);

    private WorkItem Kept(WorkItem item) => item with { Address = addresses.Kept(item.Address) };

    /// <summary>An item of the checkpoint, its address as it is for this run.</summary>
    public WorkItem Found(WorkItem item) => Taken(item with { Address = addresses.Found(item.Address) });

    // Found in work, the item went down with its run. A failed one starts afresh.
    private static ItemTally TallyOf(ItemRecord? known) => known?.State switch
    {
        ItemState.Working => new(known.Attempts, known.Interruptions + 1),
        ItemState.Waiting => new(known.Attempts, known.Interruptions),
        _ => default,
    };

    // Fetched again, an item stays done with what it has until that is replaced.
    private ItemRecord? DoneBefore(WorkItem item) =>
        plan.Settings.Force && checkpoint.Find(item.Key) is { State: ItemState.Done } known ? known : null;

    private static bool IsSettled(ItemRecord record) => record.State is ItemState.Done or ItemState.Skipped;
}
