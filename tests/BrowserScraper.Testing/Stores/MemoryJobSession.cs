using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Testing.Stores;

/// <summary>A run of a job in memory. Plain rather than fast: it looks at every item for each claim.</summary>
internal sealed class MemoryJobSession(JobTerms terms, MemoryJob job, Action completing, TimeProvider time) : IJobSession
{
    private readonly MemoryJobReader reader = new(job);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> queued = new(StringComparer.Ordinal);
    private readonly HashSet<string> doneLeases = new(StringComparer.Ordinal);
    private readonly HashSet<string> endedGroups = new(StringComparer.Ordinal);
    private readonly List<Entry> entries = [];
    private readonly List<(string Key, string Digest)> lastRecords = [];
    private bool addingIsComplete;
    private long order;

    public string Site => job.Site;

    public IReadOnlyList<string> Notices => [];

    public string FilesFolder => job.FilesFolder;

    public string StagingFolder => job.StagingFolder;

    public bool IsFull => queued.Count >= (terms.MaxItems ?? int.MaxValue);

    public int Taken => queued.Count;

    public Task Completed => completed.Task;

    public Action Changed { private get; set; } = () => { };

    public Action Steered { private get; set; } = () => { };

    public bool IsPaused { get; private set; }

    public string? PagesOrder { get; private set; }

    public string? SteeredBy { get; private set; }

    public (StopReason Reason, string Message)? StopOrder { get; private set; }

    public TimeSpan Age => default;

    public IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null) => reader.ItemsAsync(which);

    public ValueTask<ItemRecord?> FindAsync(string key) => reader.FindAsync(key);

    public IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync() => reader.RecordsAsync();

    public ValueTask<IReadOnlyList<MachineView>> MachinesAsync() => reader.MachinesAsync();

    public int Pages
    {
        set { }
    }

    public Task FlushAsync() => Task.CompletedTask;

    public ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false) =>
        Now<IReadOnlyList<AddedItem>>(() => [.. items.Select(item =>
        {
            if (job.Items.TryGetValue(item.Key, out ItemRecord? known))
            {
                return new AddedItem(item.Key, Addition.Known, known);
            }

            job.Keep(new(item) { State = ItemState.Waiting, Updated = time.GetUtcNow() });
            return isForLater ? new AddedItem(item.Key, Addition.Left) : Queue(item, known: null);
        })]);

    public ValueTask<IReadOnlyList<AddedItem>> QueueAsync(IReadOnlyList<WorkItem> items) =>
        Now<IReadOnlyList<AddedItem>>(() => [.. items.Select(item => Queue(item, job.Items[item.Key]))]);

    public ValueTask CompleteAddingAsync() => new(Now(() => addingIsComplete = true).AsTask());

    public QueueCounts Count(ClaimRules rules)
    {
        lock (job.Gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            int ready = entries.Count(each => IsDue(each, now) && !rules.HoldsBack(each.Host, each.WaitsFor));
            int claimed = entries.Count(each => each is { IsClaimed: true, IsHeld: false });
            return new(ready, entries.Count - ready - claimed, claimed) { Groups = entries.Select(GroupOf).Distinct().Count() };
        }
    }

    public int Unsettled(string group)
    {
        lock (job.Gate)
        {
            return entries.Count(each => GroupOf(each) == group);
        }
    }

    public bool HasReady(string group, ClaimRules rules)
    {
        lock (job.Gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            return entries.Exists(each => GroupOf(each) == group && IsDue(each, now) && !rules.IsAway(each.Host, each.WaitsFor));
        }
    }

    public ValueTask<int> EndGroupAsync(string group) => Now(() =>
    {
        endedGroups.Add(group);
        return entries.RemoveAll(each => !each.IsClaimed && GroupOf(each) == group);
    });

    public ValueTask<ClaimAnswer> ClaimAsync(int count, ClaimRules rules) => Now(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        Entry[] leaving = [.. entries.Where(each => IsDue(each, now) && rules.Leaves(each.Host, each.WaitsFor))];
        entries.RemoveAll(leaving.Contains);
        Entry[] taken =
        [
            .. entries.Where(each => IsDue(each, now) && rules.Allows(GroupOf(each)) && !rules.HoldsBack(each.Host, each.WaitsFor))
                .OrderByDescending(each => each.Item.Priority).ThenBy(each => each.Order).Take(count),
        ];
        Entry[] givenUp = [.. taken.Where(each => each.Tally.Interruptions > ItemTally.MostInterruptions)];
        foreach (Entry each in givenUp)
        {
            Settle(each, new(ItemState.Failed, each.Tally, "Interrupted") { Error = "interrupted too often" }, []);
        }

        taken = [.. taken.Except(givenUp)];
        foreach (Entry each in taken)
        {
            (each.IsClaimed, each.Fence) = (true, ++job.Fence);
            NoteInWork(each, ItemState.Working);
        }

        DateTimeOffset? next = entries.Where(each => !each.IsClaimed && each.Due > now).Min(each => (DateTimeOffset?)each.Due);
        return new ClaimAnswer([.. taken.Select(each => new JobClaim(each.Item, each.Tally, each.Fence))])
        {
            Left = [.. leaving.Select(each => each.Item)],
            GivenUp = [.. givenUp.Select(each => new JobClaim(each.Item, each.Tally, each.Fence))],
            NextDue = next - now,
        };
    }, isTold: false); // who claims need not be told to claim again

    public ValueTask RestHostAsync(string host, TimeSpan rest) => default; // who claims knows it, and nobody else does

    public ValueTask GiveBackAsync(JobClaim claim) => new(Now(() =>
    {
        if (Of(claim) is { } entry)
        {
            NoteInWork(entry, ItemState.Waiting);
            Return(entry, entry.Tally, TimeSpan.Zero, entry.WaitsFor);
        }

        return true;
    }).AsTask());

    public ValueTask HoldAsync(JobClaim claim) => new(Now(() =>
    {
        if (Of(claim) is { } entry)
        {
            NoteInWork(entry, ItemState.Waiting);
            entry.IsHeld = true;
        }

        return true;
    }).AsTask());

    public ValueTask<CompletionResult> CompleteAsync(JobClaim claim, ItemCompletion completion) => Now(() =>
    {
        completing();
        if (Of(claim) is not { } entry)
        {
            return new CompletionResult(IsLost: true);
        }

        List<string> notices = [];
        if (completion.State == ItemState.Done && SuspectOf(entry.Item.Key, completion, notices) is { } suspect)
        {
            Settle(entry, new(ItemState.Waiting, entry.Tally, "BadFile") { Error = suspect }, []);
            return new CompletionResult { Suspect = suspect, Notices = notices };
        }

        SavedFile[] files = completion.State == ItemState.Done ? [.. completion.Files.Select(file => Shared(entry.Item.Key, file))] : [];
        foreach ((string path, string staged) in completion.State == ItemState.Done ? completion.Staged : new Dictionary<string, string>())
        {
            if (files.Any(file => file.Path == path) || !completion.Files.Any(file => file.Path == path))
            {
                string final = Path.Combine(FilesFolder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(final)!);
                File.Move(staged, final, overwrite: true);
            }
        }

        if (completion is { State: ItemState.Done, Record: { } record })
        {
            job.Records[entry.Item.Key] = WithKey(entry.Item.Key, record);
        }

        Settle(entry, completion, files);
        AddedItem[] followers =
            [.. completion.Followers.Select(item => Queue(item, job.Items.GetValueOrDefault(item.Key)))];
        return new CompletionResult { Files = files, Notices = notices, Followers = followers };
    });

    public ValueTask<string> ReserveNameAsync(string key, string name) => Now(() =>
    {
        string folder = Path.GetDirectoryName(name) ?? "";
        for (int number = 2; job.Names.ContainsKey(folder); number++)
        {
            folder = $"{Path.GetDirectoryName(name)}-{number}"; // that name is a file's
        }

        string given = Path.Combine(folder, Path.GetFileName(name));
        for (int number = 2; !job.Names.TryAdd(given, $"{key}\n{name}") && job.Names[given] != $"{key}\n{name}"; number++)
        {
            given = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}-{number}{Path.GetExtension(name)}");
        }

        return given;
    });

    public Task<bool> TakeLeaseAsync(string name, CancellationToken stopping) => Now(() => !doneLeases.Contains(name)).AsTask();

    public ValueTask EndLeaseAsync(string name, bool isDone) => new(Now(() => isDone && doneLeases.Add(name)).AsTask());

    public ValueTask<string?> LeaseHolderAsync(string name) => default;

    public ValueTask<int> OthersAsync(bool ever) => default;

    public ValueTask<IReadOnlyDictionary<ItemState, int>> StandAsync(bool ofRun) => Now<IReadOnlyDictionary<ItemState, int>>(
        () => job.Items.Values.Where(each => !ofRun || queued.Contains(each.Item.Key)).CountBy(each => each.State).ToDictionary());

    public ValueTask<bool> PauseAsync(string by) => SteerAsync(by, () => IsPaused = true);

    public ValueTask<bool> ResumeAsync(string by) => SteerAsync(by, () => IsPaused = false);

    public ValueTask<bool> SetPagesAsync(string pages, string by) => SteerAsync(by, () => PagesOrder = pages);

    public ValueTask<bool> StopAsync(StopReason reason, string message) => SteerAsync(SteeredBy, () => StopOrder ??= (reason, message));

    public ValueTask<bool> CancelAsync(string key) => Now(() =>
    {
        if (job.Items.GetValueOrDefault(key) is not { State: ItemState.Waiting or ItemState.Working } known)
        {
            return false;
        }

        entries.RemoveAll(each => each.Item.Key == key);
        job.Keep(known with { State = ItemState.Skipped, Outcome = "Skipped", Error = "cancelled", Updated = time.GetUtcNow() });
        return true;
    });

    public ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which) => Now<IReadOnlyList<ItemRecord>>(() =>
    [
        .. job.Order.Select(key => job.Items[key]).Where(record => record.State == ItemState.Failed && which.Fits(record)).ToArray()
            .Where(record =>
            {
                if (completed.Task.IsCompleted || endedGroups.Contains(record.Item.Group ?? ""))
                {
                    return false;
                }

                entries.Add(new(record.Item, terms.HostOf(record.Item)) { Order = ++order });
                job.Keep(record with { State = ItemState.Waiting, Attempts = 0, Interruptions = 0, Updated = time.GetUtcNow() });
                return true;
            }),
    ]);

    public ValueTask DisposeAsync()
    {
        lock (job.Gate)
        {
            job.Session = job.Session == this ? null : job.Session;
        }

        return default;
    }

    private async ValueTask<bool> SteerAsync(string? by, Action change)
    {
        await Now(() =>
        {
            SteeredBy = by;
            change();
            return true;
        });
        Steered();
        return true;
    }

    private static string GroupOf(Entry entry) => entry.Item.Group ?? "";

    private static bool IsDue(Entry entry, DateTimeOffset now) => !entry.IsClaimed && entry.Due <= now;

    private static JsonElement WithKey(string key, JsonElement record) => record.ValueKind != JsonValueKind.Object ? record
        : JsonSerializer.SerializeToElement(record.EnumerateObject().Where(field => field.Name != "key")
            .ToDictionary(field => field.Name, field => field.Value));

    private ValueTask<T> Now<T>(Func<T> work, bool isTold = true)
    {
        T result;
        lock (job.Gate)
        {
            if (job.Session != this)
            {
                throw new IOException("this session has ended");
            }

            result = work();
            if (addingIsComplete && entries.Count == 0)
            {
                completed.TrySetResult();
            }
        }

        if (isTold)
        {
            Changed();
        }

        return ValueTask.FromResult(result);
    }

    private AddedItem Queue(WorkItem item, ItemRecord? known)
    {
        Addition how = completed.Task.IsCompleted || endedGroups.Contains(item.Group ?? "") ? Addition.Refused
            : queued.Contains(item.Key) ? Addition.Known : IsFull ? Addition.Left : Addition.Queued;
        if (how == Addition.Queued)
        {
            queued.Add(item.Key);
            entries.Add(new(item, terms.HostOf(item)) { Tally = TallyOf(known), Order = ++order });
        }

        return new(item.Key, how, known);
    }

    private static ItemTally TallyOf(ItemRecord? known) => known switch
    {
        { State: ItemState.Working } => new(known.Attempts, known.Interruptions + 1),
        { State: ItemState.Waiting } => new(known.Attempts, known.Interruptions),
        _ => default,
    };

    private Entry? Of(JobClaim claim) =>
        entries.Find(each => each.IsClaimed && each.Item.Key == claim.Item.Key && each.Fence == claim.Fence);

    private void Settle(Entry entry, ItemCompletion completion, SavedFile[] files)
    {
        ItemRecord? kept = completion.State == ItemState.Done ? null : DoneBefore(entry.Item.Key);
        job.Keep(kept is not null
            ? kept with { Error = $"fetched again, {completion.Outcome}: {completion.Error}" }
            : new(entry.Item)
            {
                State = completion.State,
                Attempts = completion.Tally.Attempts,
                Interruptions = completion.Tally.Interruptions,
                Outcome = completion.Outcome,
                Error = completion.Error,
                Files = files,
                Updated = time.GetUtcNow(),
            });
        if (completion is { State: ItemState.Waiting, Delay: { } delay } && !endedGroups.Contains(GroupOf(entry)))
        {
            Return(entry, completion.Tally, delay, completion.WaitsFor);
        }
        else
        {
            entries.Remove(entry);
        }
    }

    private void Return(Entry entry, ItemTally tally, TimeSpan delay, string? waitsFor)
    {
        (entry.IsClaimed, entry.IsHeld, entry.Tally, entry.WaitsFor) = (false, false, tally, waitsFor);
        (entry.Due, entry.Order) = (time.GetUtcNow() + delay, ++order);
    }

    private void NoteInWork(Entry entry, ItemState state)
    {
        if (DoneBefore(entry.Item.Key) is null)
        {
            job.Keep(new(entry.Item)
            {
                State = state,
                Attempts = entry.Tally.Attempts,
                Interruptions = entry.Tally.Interruptions,
                Updated = time.GetUtcNow(),
            });
        }
    }

    private ItemRecord? DoneBefore(string key) =>
        terms.Force && job.Items.GetValueOrDefault(key) is { State: ItemState.Done } known ? known : null;

    private string? SuspectOf(string key, ItemCompletion completion, List<string> notices)
    {
        string[] equalFiles =
        [
            .. from record in job.Items.Values
               where record.State == ItemState.Done && record.Item.Key != key
                   && record.Files.Any(file => completion.Files.Any(own => own.Sha256 == file.Sha256))
               select record.Item.Key,
        ];
        if (equalFiles.Length > 0 && !terms.AllowsEqualFiles && !terms.KeepsEqualFilesOnce)
        {
            if (equalFiles.Length >= 2)
            {
                return $"the same file for {string.Join(", ", equalFiles)} and {key}";
            }

            notices.Add($"SAME FILE: {equalFiles[0]} and {key}");
        }

        if (completion.Record is not { } read || terms.AllowsEqualRecords
            || WithKey(key, read) is not { ValueKind: JsonValueKind.Object } own)
        {
            return null;
        }

        lastRecords.Add((key, own.GetRawText()));
        string[] equal = [.. lastRecords.TakeLast(20).Where(each => each.Digest == own.GetRawText()).Select(each => each.Key).Distinct()];
        return own.EnumerateObject().Count() >= 2 && equal.Length >= 5 ? $"equal records of {string.Join(", ", equal)}" : null;
    }

    private SavedFile Shared(string key, SavedFile file) => !terms.KeepsEqualFilesOnce ? file
        : job.Items.Values.Where(record => record.State == ItemState.Done && record.Item.Key != key).SelectMany(record => record.Files)
            .FirstOrDefault(other => other.Sha256 == file.Sha256 && other.Path != file.Path) is { } kept
                ? kept with { IsShared = true } : file;

    private sealed class Entry(WorkItem item, string? host)
    {
        public WorkItem Item => item;

        public string? Host => host;

        public string? WaitsFor { get; set; }

        public ItemTally Tally { get; set; }

        public DateTimeOffset Due { get; set; }

        public long Order { get; set; }

        public long Fence { get; set; }

        public bool IsClaimed { get; set; }

        public bool IsHeld { get; set; }
    }
}
