using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// A run of a job in its folder. The queue is this process's alone; what is known and done stands in the checkpoint. That an item has begun
/// is noted without waiting for the disk, and so may be lost in a crash.
/// </summary>
internal sealed class FileJobSession : IJobSession
{
    private readonly Lock gate = new();
    private readonly HashSet<string> doneLeases = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JobTerms terms;
    private readonly JobFolder folder;
    private readonly JobLock held;
    private readonly JsonCheckpoint checkpoint;
    private readonly RecordsFile records;
    private readonly RunQueue queue;
    private readonly FileNames names;
    private readonly EqualOutput equal;
    private readonly TimeProvider time;

    // Where equal files are kept once, whoever comes second must see what the first has.
    private readonly SemaphoreSlim? turn;

    public FileJobSession(
        JobTerms terms, JobFolder folder, JobLock held, JsonCheckpoint checkpoint, RecordsFile records, IReadOnlyList<string> lost,
        TimeProvider time)
    {
        (this.terms, this.folder, this.held, this.checkpoint, this.records, this.time) = (terms, folder, held, checkpoint, records, time);
        Notices = [.. checkpoint.Notices, .. records.Notices, .. lost];
        queue = new(terms.MaxItems);
        names = new(checkpoint.Snapshot());
        equal = new(terms, checkpoint);
        turn = terms.KeepsEqualFilesOnce ? new(1, 1) : null;
    }

    /// <inheritdoc/>
    public string Site => checkpoint.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notices { get; }

    /// <inheritdoc/>
    public string FilesFolder => folder.Files;

    /// <inheritdoc/>
    public string StagingFolder => folder.Staging;

    /// <inheritdoc/>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                return queue.IsFull;
            }
        }
    }

    /// <inheritdoc/>
    public int Taken
    {
        get
        {
            lock (gate)
            {
                return queue.Taken;
            }
        }
    }

    /// <inheritdoc/>
    public Task Completed => completed.Task;

    /// <inheritdoc/>
    public Action Changed { private get; set; } = () => { };

    /// <inheritdoc/>
    public Action Steered { private get; set; } = () => { };

    /// <inheritdoc/>
    public bool IsPaused { get; private set; }

    /// <inheritdoc/>
    public string? PagesOrder { get; private set; }

    /// <inheritdoc/>
    public string? SteeredBy { get; private set; }

    /// <inheritdoc/>
    public (StopReason Reason, string Message)? StopOrder { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Age => default;

    /// <inheritdoc/>
    public IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null) =>
        checkpoint.Snapshot().Where(record => which?.Fits(record) ?? true).ToAsyncEnumerable();

    /// <inheritdoc/>
    public ValueTask<ItemRecord?> FindAsync(string key) => ValueTask.FromResult(checkpoint.Find(key));

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync()
    {
        using RecordsIndex read = await Task.Run(() => new RecordsIndex(folder.Root));
        foreach (KeyValuePair<string, JsonElement> record in read.All())
        {
            yield return record;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MachineView>> MachinesAsync() => FileJobMachine.OfAsync(folder.Root);

    /// <inheritdoc/>
    public int Pages
    {
        set { } // the run's own folder tells it
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false) =>
        EachAsync(items, item => Add(item, isForLater));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AddedItem>> QueueAsync(IReadOnlyList<WorkItem> items) => EachAsync(
        items, item => Queue(item, checkpoint.Find(item.Key) ?? throw new ArgumentException($"{item.Key} is not known", nameof(items))));

    /// <inheritdoc/>
    public Task FlushAsync() => checkpoint.FlushAsync();

    /// <inheritdoc/>
    public ValueTask CompleteAddingAsync()
    {
        lock (gate)
        {
            queue.CompleteAdding();
        }

        Settled();
        return default;
    }

    /// <inheritdoc/>
    public QueueCounts Count(ClaimRules rules)
    {
        lock (gate)
        {
            return queue.Count(rules);
        }
    }

    /// <inheritdoc/>
    public int Unsettled(string group)
    {
        lock (gate)
        {
            return queue.Unsettled(group);
        }
    }

    /// <inheritdoc/>
    public bool HasReady(string group, ClaimRules rules)
    {
        lock (gate)
        {
            return queue.HasReady(group, rules, time.GetUtcNow());
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> EndGroupAsync(string group)
    {
        int left;
        lock (gate)
        {
            left = queue.EndGroup(group);
        }

        Settled();
        return ValueTask.FromResult(left);
    }

    /// <inheritdoc/>
    public ValueTask<ClaimAnswer> ClaimAsync(int count, ClaimRules rules)
    {
        List<JobClaim> claims = [];
        List<JobClaim> givenUp = [];
        IReadOnlyList<QueuedItem> left;
        TimeSpan? nextDue;
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            nextDue = queue.MoveDue(now) - now;
            left = queue.TakeLeaving(rules);
            while (claims.Count < count && queue.Claim(rules) is { } item)
            {
                JobClaim claim = new(item.Item, item.Tally, item.Fence);
                if (item.Tally.Interruptions > ItemTally.MostInterruptions)
                {
                    GiveUp(item);
                    givenUp.Add(claim);
                    continue;
                }

                claims.Add(claim);
                NoteInWork(claim, ItemState.Working); // here, or a cancel in between would be written over
            }
        }

        if (left.Count + givenUp.Count > 0)
        {
            Settled();
        }

        return ValueTask.FromResult(new ClaimAnswer(claims)
        {
            Left = [.. left.Select(each => each.Item)], GivenUp = givenUp, NextDue = nextDue,
        });
    }

    /// <inheritdoc/>
    public ValueTask RestHostAsync(string host, TimeSpan rest) => default; // who claims knows it, and nobody else does

    /// <inheritdoc/>
    public ValueTask GiveBackAsync(JobClaim claim)
    {
        lock (gate)
        {
            if (queue.Of(claim) is not { } item)
            {
                return default;
            }

            NoteInWork(claim, ItemState.Waiting);
            queue.BeginCompleting(item);
            DateTimeOffset now = time.GetUtcNow();
            queue.Return(item, claim.Tally, now, item.WaitsFor, now);
        }

        Settled();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask HoldAsync(JobClaim claim)
    {
        lock (gate)
        {
            if (queue.Of(claim) is { State: QueuedState.Claimed } item)
            {
                NoteInWork(claim, ItemState.Waiting);
                queue.Hold(item);
            }
        }

        Changed();
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<CompletionResult> CompleteAsync(JobClaim claim, ItemCompletion completion)
    {
        QueuedItem? item;
        lock (gate)
        {
            item = queue.Of(claim);
            if (item is null)
            {
                return new(IsLost: true);
            }

            queue.BeginCompleting(item);
        }

        await (turn?.WaitAsync() ?? Task.CompletedTask);
        try
        {
            return await CompleteAsync(item, completion);
        }
        catch
        {
            lock (gate)
            {
                RunQueue.BreakOff(item);
            }

            throw;
        }
        finally
        {
            turn?.Release();
            Settled();
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> ReserveNameAsync(string key, string name) => ValueTask.FromResult(names.Claim(key, name));

    /// <inheritdoc/>
    public Task<bool> TakeLeaseAsync(string name, CancellationToken stopping)
    {
        lock (gate)
        {
            return Task.FromResult(!doneLeases.Contains(name));
        }
    }

    /// <inheritdoc/>
    public ValueTask EndLeaseAsync(string name, bool isDone)
    {
        lock (gate)
        {
            _ = isDone && doneLeases.Add(name);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<string?> LeaseHolderAsync(string name) => default; // there is room for one machine

    /// <inheritdoc/>
    public ValueTask<int> OthersAsync(bool ever) => default;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<ItemState, int>> StandAsync(bool ofRun)
    {
        IReadOnlyList<ItemRecord> items = checkpoint.Snapshot();
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<ItemState, int>>(
                items.Where(record => !ofRun || queue.HasTaken(record.Item.Key)).CountBy(record => record.State).ToDictionary());
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> PauseAsync(string by) => SteerAsync(by, () => IsPaused = true);

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(string by) => SteerAsync(by, () => IsPaused = false);

    /// <inheritdoc/>
    public ValueTask<bool> SetPagesAsync(string pages, string by) => SteerAsync(by, () => PagesOrder = pages);

    /// <inheritdoc/>
    public ValueTask<bool> StopAsync(StopReason reason, string message) => SteerAsync(SteeredBy, () => StopOrder ??= (reason, message));

    /// <inheritdoc/>
    public async ValueTask<bool> CancelAsync(string key)
    {
        lock (gate)
        {
            ItemRecord? known = checkpoint.Find(key);
            if (known is not { State: ItemState.Waiting or ItemState.Working } || (!queue.Remove(key) && queue.Holds(key)))
            {
                return false;
            }

            checkpoint.Note(known with
            {
                State = ItemState.Skipped, Outcome = OutcomeNames.Skipped, Error = OutcomeNames.Cancelled, Updated = time.GetUtcNow(),
            });
        }

        await checkpoint.FlushAsync();
        Settled();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which)
    {
        List<ItemRecord> again = [];
        IEnumerable<ItemRecord> asked = which.Keys is { } keys
            ? keys.Distinct(StringComparer.Ordinal).Select(checkpoint.Find).OfType<ItemRecord>() : checkpoint.Snapshot();
        foreach (ItemRecord record in asked.Where(record => record.State == ItemState.Failed && which.Fits(record)))
        {
            lock (gate)
            {
                if (checkpoint.Find(record.Item.Key)?.State == ItemState.Failed
                    && queue.Add(QueuedOf(record.Item), default, again: true) == Addition.Queued)
                {
                    checkpoint.Note(record with { State = ItemState.Waiting, Attempts = 0, Interruptions = 0, Updated = time.GetUtcNow() });
                    again.Add(record);
                }
            }
        }

        await checkpoint.FlushAsync();
        Changed();
        return again;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await records.DisposeAsync();
        }
        finally
        {
            try
            {
                await checkpoint.DisposeAsync();
            }
            finally
            {
                held.Dispose();
            }
        }
    }

    private ValueTask<IReadOnlyList<AddedItem>> EachAsync(IReadOnlyList<WorkItem> items, Func<WorkItem, AddedItem> take)
    {
        AddedItem[] added = [.. items.Select(take)];
        Changed();
        return ValueTask.FromResult<IReadOnlyList<AddedItem>>(added);
    }

    private AddedItem Add(WorkItem item, bool isForLater)
    {
        ItemRecord fresh = new(item) { State = ItemState.Waiting, Updated = time.GetUtcNow() };
        if (!checkpoint.NoteIf(fresh, known => known is null))
        {
            return new(item.Key, Addition.Known, checkpoint.Find(item.Key));
        }

        return isForLater ? new(item.Key, Addition.Left) : Queue(item, known: null);
    }

    private AddedItem Queue(WorkItem item, ItemRecord? known)
    {
        lock (gate)
        {
            return new(item.Key, queue.Add(QueuedOf(item), TallyOf(known), again: false), known);
        }
    }

    private QueuedItem QueuedOf(WorkItem item) => new(item, terms.HostOf(item));

    // Found in work, the item went down with its run. A failed one starts afresh.
    private static ItemTally TallyOf(ItemRecord? known) => known?.State switch
    {
        ItemState.Working => new(known.Attempts, known.Interruptions + 1),
        ItemState.Waiting => new(known.Attempts, known.Interruptions),
        _ => default,
    };

    private async Task<CompletionResult> CompleteAsync(QueuedItem item, ItemCompletion completion)
    {
        List<string> notices = [];
        string key = item.Item.Key;
        bool isDone = completion.State == ItemState.Done;
        if (isDone && (equal.SuspectOf(key, completion.Files, notices) ?? equal.SuspectOf(key, completion.Record, notices)) is { } suspect)
        {
            ItemCompletion bad = new(ItemState.Waiting, item.Tally, OutcomeNames.BadFile) { Error = suspect };
            return await SettleAsync(item, bad, []) with { Suspect = suspect, Notices = notices };
        }

        IReadOnlyList<SavedFile> files = isDone ? Place(key, completion) : [];
        if (isDone && completion.Record is { } record)
        {
            await records.AppendAsync(key, record);
        }

        return await SettleAsync(item, completion, files) with { Notices = notices };
    }

    /// <summary>Output before checkpoint: a crash in between repeats an item's last step, and never loses one.</summary>
    private async Task<CompletionResult> SettleAsync(QueuedItem item, ItemCompletion completion, IReadOnlyList<SavedFile> files)
    {
        DateTimeOffset now = time.GetUtcNow();
        await checkpoint.RecordAsync(RecordOf(item.Item, completion, files, now));
        AddedItem[] followers = [.. completion.Followers.Select(each => Queue(each, checkpoint.Find(each.Key)))];
        lock (gate)
        {
            if (completion is { State: ItemState.Waiting, Delay: { } delay })
            {
                queue.Return(item, completion.Tally, now + delay, completion.WaitsFor, now);
            }
            else
            {
                queue.Settle(item);
            }
        }

        return new() { Files = files, Followers = followers };
    }

    private ItemRecord RecordOf(WorkItem item, ItemCompletion completion, IReadOnlyList<SavedFile> files, DateTimeOffset now) =>
        completion.State != ItemState.Done && DoneBefore(item.Key) is { } kept
            ? kept with { Error = $"fetched again, {completion.Outcome}: {completion.Error}" }
            : new(item)
            {
                State = completion.State,
                Attempts = completion.Tally.Attempts,
                Interruptions = completion.Tally.Interruptions,
                Outcome = completion.Outcome,
                Error = completion.Error,
                Files = files,
                Updated = now,
            };

    private SavedFile[] Place(string key, ItemCompletion completion)
    {
        SavedFile[] files =
            [.. completion.Files.Select(file => terms.KeepsEqualFilesOnce ? equal.Shared(key, file) : file)];
        HashSet<string> shared = [.. completion.Files.Except(files).Select(file => file.Path)];
        foreach ((string path, string staged) in completion.Staged.Where(each => !shared.Contains(each.Key)))
        {
            StagedFile.Commit(staged, Path.Combine(folder.Files, path));
        }

        return files;
    }

    /// <summary>It takes down each program that works on it.</summary>
    private void GiveUp(QueuedItem item)
    {
        ItemCompletion completion = new(ItemState.Failed, item.Tally, OutcomeNames.Interrupted) { Error = OutcomeNames.WornOut };
        checkpoint.Note(RecordOf(item.Item, completion, [], time.GetUtcNow()));
        queue.Settle(item);
    }

    private void NoteInWork(JobClaim claim, ItemState state)
    {
        if (DoneBefore(claim.Item.Key) is null)
        {
            checkpoint.Note((checkpoint.Find(claim.Item.Key) ?? new(claim.Item)) with
            {
                Item = claim.Item,
                State = state,
                Attempts = claim.Tally.Attempts,
                Interruptions = claim.Tally.Interruptions,
                Updated = time.GetUtcNow(),
            });
        }
    }

    // Fetched again, an item stays done with what it has until that is replaced.
    private ItemRecord? DoneBefore(string key) =>
        terms.Force && checkpoint.Find(key) is { State: ItemState.Done } known ? known : null;

    private ValueTask<bool> SteerAsync(string? by, Action change)
    {
        lock (gate)
        {
            SteeredBy = by;
            change();
        }

        Steered();
        return ValueTask.FromResult(true);
    }

    private void Settled()
    {
        bool isOver;
        lock (gate)
        {
            isOver = queue.IsOver;
        }

        if (isOver)
        {
            completed.TrySetResult();
        }

        Changed();
    }
}
