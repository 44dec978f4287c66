using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Reports;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>
/// A machine's part in a run. Everything is decided in the database, by its clock; what is kept here is what may be a moment old: counts,
/// and whether the run is over. Members may be called concurrently.
/// </summary>
internal sealed class PostgresJobSession : IJobSession
{
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Database database;
    private readonly DatabaseWatch watch;
    private readonly ClaimFence fence = new();
    private readonly CancellationTokenRegistration stopped;
    private readonly PostgresJobReader reader;
    private readonly PostgresOptions options;
    private readonly JobTerms terms;
    private readonly JobPlace place;
    private readonly string root;
    private readonly Additions additions;
    private readonly MachineLease lease;
    private readonly MachineWork work;
    private readonly HostSlots slots;
    private readonly PromisedFiles promised;
    private readonly MachineAccounts accounts;
    private readonly Recent<QueueCounts> plainCounts;
    private readonly Recent<QueueCounts> ruledCounts;
    private readonly GroupCounts groupCounts;
    private readonly ItemClaims claims;
    private readonly JobLeases leases;
    private readonly RunOrders orders;
    private volatile Action steered = () => { };
    private CancellationTokenRegistration ending;
    private int hasLeft;
    private volatile Action changed = () => { };

    public PostgresJobSession(
        Database database, DatabaseWatch watch, PostgresJobReader reader, PostgresOptions options, JobTerms terms, JobPlace place,
        string root, CancellationToken stopping)
    {
        (this.database, this.watch, this.reader) = (database.Waited(watch), watch, reader);
        (this.options, this.terms, this.place, this.root) = (options, terms, place, root);
        (plainCounts, ruledCounts) = (new(options.CountsAge, RowsOf, new(0, 0, 0)), new(options.CountsAge, RowsOf, new(0, 0, 0)));
        groupCounts = new(this.database, place, options.CountsAge);
        slots = new(this.database, place);
        claims = new(this.database, place, terms, options, slots);
        StagingFolder = Directory.CreateDirectory(PromisedFiles.StagingOf(root, place.Machine)).FullName;
        additions = new(place, terms, () => completed.Task.IsCompleted);
        promised = new(root, place.Machine);
        leases = new(this.database, place, options);
        orders = new(this.database, place.Job);
        Age = place.Age;
        accounts = new(this.database, place, options);
        work = new(options.Time);
        lease = new(database, watch, fence, place, options, work, terms.Force, LookAsync, OnCut);
        stopped = stopping.Register(GiveUpWhereCut);

        void OnCut()
        {
            if (stopping.IsCancellationRequested)
            {
                GiveUpWhereCut();
            }

            changed();
        }
    }

    /// <inheritdoc/>
    public string Site => reader.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notices => [];

    /// <inheritdoc/>
    public string FilesFolder => reader.FilesFolder;

    /// <inheritdoc/>
    public string StagingFolder { get; }

    /// <inheritdoc/>
    public bool IsFull => additions.Taken >= (terms.MaxItems ?? int.MaxValue);

    /// <inheritdoc/>
    public int Taken => additions.Taken;

    /// <inheritdoc/>
    public Task Completed => completed.Task;

    /// <inheritdoc/>
    public Action Changed
    {
        set => changed = value;
    }

    /// <inheritdoc/>
    public Action Steered
    {
        set => steered = value;
    }

    /// <inheritdoc/>
    public bool IsPaused => orders.IsPaused;

    /// <inheritdoc/>
    public string? PagesOrder => orders.Pages;

    /// <inheritdoc/>
    public string? SteeredBy => orders.SteeredBy;

    /// <inheritdoc/>
    public (StopReason Reason, string Message)? StopOrder => orders.Stop;

    /// <inheritdoc/>
    public TimeSpan Age { get; }

    /// <inheritdoc/>
    IMachineAccounts IJobSession.Accounts => accounts;

    /// <inheritdoc/>
    string IJobSession.LeavingFolder => MachineFiles.FolderOf(WholeRuns.FolderOf(root, place.Run), place.Machine);

    /// <inheritdoc/>
    Task<WholeRun?> IJobSession.WholeRunAsync() => new WholeRuns(database, place.Job, root).ReadAsync();

    /// <inheritdoc/>
    public IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null) => reader.ItemsAsync(which);

    /// <inheritdoc/>
    public ValueTask<ItemRecord?> FindAsync(string key) => reader.FindAsync(key);

    /// <inheritdoc/>
    public IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync() => reader.RecordsAsync();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MachineView>> MachinesAsync() => reader.MachinesAsync();

    /// <inheritdoc/>
    public Action<string> Told
    {
        set => watch.Tell = value;
    }

    /// <inheritdoc/>
    public CancellationToken Ending
    {
        set => ending = value.Register(watch.GiveUp);
    }

    /// <inheritdoc/>
    public int Pages
    {
        set => work.Pages = value;
    }

    /// <inheritdoc/>
    public Task FlushAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false)
    {
        AddedItem[] added = await additions.AddAsync(database, items, isForLater);
        Queued(items, added);
        changed();
        return added;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AddedItem>> QueueAsync(IReadOnlyList<WorkItem> items)
    {
        AddedItem[] added = await database.InStepAsync<AddedItem[]>(async step =>
        {
            Dictionary<string, ItemRecord> known = await additions.KnownAsync(step.AllAsync, [.. items.Select(item => item.Key)]);
            Dictionary<string, Addition> queued = await additions.QueueAsync(step, items);
            return [.. items.Select(item => new AddedItem(item.Key, queued[item.Key], known[item.Key]))];
        });
        Queued(items, added);
        changed();
        return added;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAddingAsync()
    {
        await database.RunAsync("update machines set adding_complete = true where id = $1", place.Machine);
        await LookForEndAsync();
        changed();
    }

    /// <inheritdoc/>
    public QueueCounts Count(ClaimRules rules) => (rules == ClaimRules.None ? plainCounts : ruledCounts).Get(() => database.Now(
        row => new QueueCounts((int)row.GetInt64(0), (int)row.GetInt64(1), (int)row.GetInt64(2)) { Groups = (int)row.GetInt64(3) },
        $"""
        select coalesce(sum(n) filter (where place = 1 and not held), 0)::bigint,
            coalesce(sum(n) filter (where place in (2, 4) or (place = 1 and held)), 0)::bigint,
            coalesce(sum(n) filter (where place = 3), 0)::bigint, count(distinct g)
        from (select place, coalesce(grp, '') g, count(*) n,
                coalesce(host = any($2), false) or host_name = any($3) or host_name = any({HostSlots.Resting})
                    or coalesce(waits_for = any($4), false) as held
            from items where job = $1 and place <> 0 group by 1, 2, 4) queued
        """, place.Job, rules.AwayHosts.ToArray(), rules.RestingHosts.ToArray(), ItemClaims.WaitedFor(rules)));

    /// <inheritdoc/>
    public int Unsettled(string group) => groupCounts.Of(group);

    /// <inheritdoc/>
    public bool HasReady(string group, ClaimRules rules) => claims.HasReady(group, rules);

    /// <inheritdoc/>
    public async ValueTask<int> EndGroupAsync(string group)
    {
        await database.RunAsync(
            "insert into ended_groups (job, run, grp) values ($1, $2, $3) on conflict do nothing", place.Job, place.Run, group);
        int left = await database.RunAsync(
            "update items set place = 0 where job = $1 and place in (1, 2) and coalesce(grp, '') = $2", place.Job, group);
        claims.GroupEnded(group);
        groupCounts.Forget(group);
        await LookForEndAsync();
        changed();
        return left;
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimAnswer> ClaimAsync(int count, ClaimRules rules)
    {
        lease.ThrowIfOver();
        using ClaimFence.Ask ask = fence.Begin();
        if (fence.IsCut)
        {
            return new([]) { NextDue = options.Poll };
        }

        ClaimAnswer answer = await claims.ClaimAsync(count, rules);
        if (answer.Claims.Count == 0)
        {
            await LookForEndAsync();
        }

        List<JobClaim> kept = [];
        foreach (JobClaim claim in answer.Claims)
        {
            if (fence.Kept(claim, ask) is { } own)
            {
                kept.Add(own);
            }
            else
            {
                claims.Ended(); // the next beat gives back what nobody here knows of
            }
        }

        return answer with { Claims = kept };
    }

    /// <inheritdoc/>
    public ValueTask RestHostAsync(string host, TimeSpan rest) => slots.RestAsync(host, rest);

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(JobClaim claim)
    {
        if (claim.Lost.IsCancellationRequested)
        {
            fence.Forget(claim);
            claims.Ended(); // the next beat gives back what nobody here knows of
            return;
        }

        List<string?> back = await database.AllAsync(
            row => ItemRow.Text(row, 0),
            """
            update items set place = case when exists
                    (select 1 from ended_groups e where e.job = $1 and e.run = $2 and e.grp = coalesce(items.grp, '')) then 0 else 1 end,
                ord = nextval('item_order') * 1000000, state = case when $5 and state = 2 then 2 else 0 end
            where job = $1 and key = $3 and fence = $4 and run = $2 and place + 0 in (3, 4) returning waits_for
            """, place.Job, place.Run, claim.Item.Key, claim.Fence, terms.Force);
        fence.Forget(claim);
        claims.Ended();
        if (back is [var waitsFor])
        {
            claims.Added(claim.Item, waitsFor);
        }

        changed();
    }

    /// <inheritdoc/>
    public async ValueTask HoldAsync(JobClaim claim)
    {
        if (!claim.Lost.IsCancellationRequested)
        {
            await database.RunAsync(
                """
                update items set place = 4, state = case when $5 and state = 2 then 2 else 0 end
                where job = $1 and key = $3 and fence = $4 and run = $2 and place + 0 = 3
                """, place.Job, place.Run, claim.Item.Key, claim.Fence, terms.Force);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CompletionResult> CompleteAsync(JobClaim claim, ItemCompletion completion)
    {
        try
        {
            CompletionResult result = await CompleteNowAsync(claim, completion);
            fence.Forget(claim);
            return result.IsLost ? await LostAsync(claim) : result;
        }
        catch (OperationCanceledException) when (claim.Lost.IsCancellationRequested)
        {
            fence.Forget(claim);
            claims.Ended();
            return await LostAsync(claim); // nothing of it was committed, as far as is known; where it was, its files are promised
        }
    }

    /// <summary>Others have the item, or the operator wants it no more.</summary>
    private async Task<CompletionResult> LostAsync(JobClaim claim)
    {
        try
        {
            ItemRecord? now = fence.IsCut ? null : await reader.FindAsync(claim.Item.Key);
            return new(IsLost: true) { IsCancelled = now is { State: ItemState.Skipped, Error: OutcomeNames.Cancelled } };
        }
        catch (IOException)
        {
            return new(IsLost: true);
        }
    }

    /// <summary>Somebody else has decided of items that are in work here, such as that they are not wanted: their attempts end.</summary>
    private async Task LookForLostAsync(Database asked)
    {
        KeyValuePair<string, long>[] held = fence.Fences;
        if (held.Length == 0)
        {
            return;
        }

        List<(string Key, long Fence)> lost = await asked.AllAsync(
            row => (row.GetString(0), row.GetInt64(1)),
            """
            select h.key, h.fence from unnest($2::text[], $3::bigint[]) h (key, fence)
            where not exists (select 1 from items i where i.job = $1 and i.key = h.key and i.fence = h.fence and i.machine = $4)
            """, place.Job, held.Select(each => each.Key).ToArray(), held.Select(each => each.Value).ToArray(), place.Machine);
        foreach ((string key, long number) in lost)
        {
            fence.Lose(key, number);
        }
    }

    private async Task<CompletionResult> CompleteNowAsync(JobClaim claim, ItemCompletion completion)
    {
        claim.Lost.ThrowIfCancellationRequested();
        ItemCompletion kept = promised.Keep(completion);
        Completion end = new(database, place, terms, root);
        CompletionResult result = await end.RunAsync(claim, kept, additions);
        claims.Ended();
        if (end.Placing is not { } placing || await reader.PlaceAsync(claim.Item.Key, claim.Fence, placing))
        {
            PromisedFiles.Drop(kept);
        }
        else
        {
            string files = string.Join(", ", placing.Keys);
            result = result with { Notices = [.. result.Notices, $"FILES: {files} of {claim.Item.Key} cannot be placed yet"] };
        }

        if (completion is { State: ItemState.Waiting, Delay: { } delay } && delay <= TimeSpan.Zero)
        {
            claims.Added(claim.Item, completion.WaitsFor);
        }

        Queued(completion.Followers, result.Followers);
        if (!result.IsLost)
        {
            work.Count(completion, result);
        }

        if (claims.MayBeOver)
        {
            await LookForEndAsync();
        }

        changed();
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<string> ReserveNameAsync(string key, string name) =>
        await FileNameTable.ReserveAsync(database, place, key, name);

    /// <inheritdoc/>
    public Task<bool> TakeLeaseAsync(string name, CancellationToken stopping) => leases.TakeAsync(name, stopping);

    /// <inheritdoc/>
    public ValueTask EndLeaseAsync(string name, bool isDone) => leases.EndAsync(name, isDone);

    /// <inheritdoc/>
    public ValueTask<string?> LeaseHolderAsync(string name) => leases.HolderAsync(name);

    /// <inheritdoc/>
    public async ValueTask<bool> CancelAsync(string key)
    {
        bool isCancelled = await database.InStepAsync(step => ItemOrders.CancelAsync(step, place.Job, key));
        if (isCancelled)
        {
            await LookForEndAsync();
            changed();
        }

        return isCancelled;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which)
    {
        if (completed.Task.IsCompleted)
        {
            return [];
        }

        List<ItemRecord> again = await database.InStepAsync(step => ItemOrders.RetryAsync(step, place, which, isAtWork: true));
        claims.Added(again.Select(record => record.Item));
        changed();
        return again;
    }

    /// <inheritdoc/>
    public ValueTask<bool> PauseAsync(string by) => SteerAsync(orders.PauseAsync(by));

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(string by) => SteerAsync(orders.ResumeAsync(by));

    /// <inheritdoc/>
    public ValueTask<bool> SetPagesAsync(string pages, string by) => SteerAsync(orders.SetPagesAsync(pages, by));

    /// <inheritdoc/>
    public ValueTask<bool> StopAsync(StopReason reason, string message) => SteerAsync(orders.StopAsync(reason, message));

    /// <inheritdoc/>
    public async ValueTask<int> OthersAsync(bool ever) => (int)await database.OneAsync<long>(
        """
        select count(*) from machines where job = $1 and run = $2 and id <> $3 and ($4 or (gone is null and beat > now() - lease))
        """, place.Job, place.Run, place.Machine, ever);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<ItemState, int>> StandAsync(bool ofRun) => (await database.AllAsync(
        row => ((ItemState)row.GetInt16(0), (int)row.GetInt64(1)),
        "select state, count(*) from items where job = $1 and (not $3 or run = $2) group by state", place.Job, place.Run, ofRun))
        .ToDictionary();

    /// <summary>
    /// Leaves the run: what is claimed here comes back at once, with one interruption more. Who is last ends it. Twice is harmless.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref hasLeft, 1) != 0)
        {
            return;
        }

        await stopped.DisposeAsync();
        await ending.DisposeAsync();
        await lease.DisposeAsync();
        fence.Dispose();
        watch.Dispose();
        if (Directory.Exists(StagingFolder))
        {
            Directory.Delete(StagingFolder, recursive: true); // gone where the job was deleted meanwhile
        }
    }

    private async ValueTask<bool> SteerAsync(Task<bool> order)
    {
        bool isTaken = await order;
        await FollowAsync(database);
        return isTaken;
    }

    /// <summary>Reads what is wanted of the run.</summary>
    internal Task FollowAsync() => FollowAsync(database);

    private async Task FollowAsync(Database asked)
    {
        if (await orders.ReadAsync(asked, place.Run))
        {
            steered();
        }
    }

    private static int RowsOf(QueueCounts counts) => counts.Ready + counts.Later + counts.Claimed;

    private void Queued(IReadOnlyList<WorkItem> items, IReadOnlyList<AddedItem> added)
    {
        HashSet<string> queued = [.. added.Where(each => each.How == Addition.Queued).Select(each => each.Key)];
        claims.Added(items.Where(item => queued.Contains(item.Key)));
    }

    private void GiveUpWhereCut()
    {
        if (fence.IsCut)
        {
            watch.GiveUp(); // there is nothing left that could be completed
        }
    }

    private async Task LookForEndAsync(Database? asked = null)
    {
        bool isOver = await (asked ?? database).OneAsync<bool>(
            """
            select case when (select bool_and(adding_complete) from machines
                    where job = $1 and run = $2 and (id = $3 or (gone is null and beat > now() - lease)))
                then not exists (select 1 from items where job = $1 and place <> 0) else false end
            """, place.Job, place.Run, place.Machine);
        if (isOver)
        {
            completed.TrySetResult();
        }
    }

    /// <summary>Whether others have changed something is not known: who waits for an item looks once more.</summary>
    private async Task LookAsync(Database asked)
    {
        await FollowAsync(asked);
        await slots.LookAsync(asked);
        await LookForLostAsync(asked);
        if (claims.IsTimeToLookForEnd())
        {
            await LookForEndAsync(asked);
        }

        changed();
    }
}
