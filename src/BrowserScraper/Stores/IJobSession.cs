using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>
/// One run of a job, as the store sees it: takes items in, hands them out, settles them. After any cut - a crash, a kill - each item is
/// waiting, or in work and so comes back with one interruption more, or settled with its record and its files. Disposing it ends the run's
/// part; what is still claimed counts as interrupted. Members may be called concurrently.
/// </summary>
public interface IJobSession : IJobReader, IJobControl, IAsyncDisposable
{
    /// <summary>What the operator should know of what was found, one line each; usually empty.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>Where files are in place, by the paths of <see cref="SavedFile"/>.</summary>
    string FilesFolder { get; }

    /// <summary>Where an attempt puts its files, each below a folder of its own: on the same file system.</summary>
    string StagingFolder { get; }

    /// <summary>As many items are queued as the run may work on.</summary>
    bool IsFull { get; }

    /// <summary>How many items were queued by this run.</summary>
    int Taken { get; }

    /// <summary>Completes when adding is complete and every queued item is settled.</summary>
    Task Completed { get; }

    /// <summary>The accounts that machines share out; null where no other machine has to do with them.</summary>
    internal IMachineAccounts? Accounts => null;

    /// <summary>
    /// Where this machine leaves what it tells of the run, for whoever wants the whole; null where nobody else does. The folder need not be
    /// there.
    /// </summary>
    internal string? LeavingFolder => null;

    /// <summary>How the run stands on all of its machines; null where there is but one.</summary>
    /// <exception cref="IOException">The store does not answer.</exception>
    internal Task<WholeRun?> WholeRunAsync() => Task.FromResult<WholeRun?>(null);

    /// <summary>Called, on any thread, when a claim may find more than the last one. A hint: who claims asks by time, too.</summary>
    Action Changed { set; }

    /// <summary>
    /// Called, on any thread, when <see cref="IsPaused"/>, <see cref="PagesOrder"/> or <see cref="StopOrder"/> has changed.
    /// </summary>
    Action Steered { set; }

    /// <summary>Somebody wants the run to pause.</summary>
    bool IsPaused { get; }

    /// <summary>How many pages each machine is to drive, as CONCURRENT_PAGES is written; null as long as nobody has said so.</summary>
    string? PagesOrder { get; }

    /// <summary>Who has steered the run last; null as long as nobody has.</summary>
    string? SteeredBy { get; }

    /// <summary>Somebody wants the run to end on all of its machines; null as long as nobody does.</summary>
    (StopReason Reason, string Message)? StopOrder { get; }

    /// <summary>How long the run had been at work when this session joined it. Default: zero.</summary>
    TimeSpan Age { get; }

    /// <summary>With how many pages this process works; told to whoever asks who is at work.</summary>
    int Pages { set; }
    /// <summary>Told, on any thread, what the operator should know while it works, one line each. Default: nobody.</summary>
    Action<string> Told
    {
        set { }
    }

    /// <summary>Cancelled when nobody waits for the store any longer: what waits for it fails. Default: never.</summary>
    CancellationToken Ending
    {
        set { }
    }

    /// <summary>Queues items that are known, whatever their state; each once in a run.</summary>
    ValueTask<IReadOnlyList<AddedItem>> QueueAsync(IReadOnlyList<WorkItem> items);

    /// <summary>Completes when everything so far is kept for good.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    Task FlushAsync();

    /// <summary>Says that only items in work add further ones, and the operator.</summary>
    ValueTask CompleteAddingAsync();

    /// <summary>How many queued items stand where, as far as is known; those that the rules hold back by host count as later.</summary>
    QueueCounts Count(ClaimRules rules);

    /// <summary>How many items of a group are queued and not settled, as far as is known.</summary>
    int Unsettled(string group);

    /// <summary>
    /// Whether a group has items that may be claimed now, or as soon as their hosts have rested: none that are due later, and none whose
    /// host does not answer.
    /// </summary>
    bool HasReady(string group, ClaimRules rules);

    /// <summary>Ends a group in this run: nothing more of it is handed out or taken in. What is in work may still be completed.</summary>
    /// <returns>How many items are left for the next run.</returns>
    ValueTask<int> EndGroupAsync(string group);

    /// <summary>Hands out ready items, high priority first and else in the order in which they were queued. Waits for nothing.</summary>
    ValueTask<ClaimAnswer> ClaimAsync(int count, ClaimRules rules);

    /// <summary>
    /// Says that a host has asked to be left alone: nothing of it is handed out meanwhile, to whoever claims from the store, in whichever
    /// job. A store that has room for one leaves that to the one who claims, by <see cref="ClaimRules.RestingHosts"/>.
    /// </summary>
    /// <param name="host">Without its port; the empty text for the items of this job that have none.</param>
    /// <param name="rest">From now on. A longer one that was said before stays.</param>
    ValueTask RestHostAsync(string host, TimeSpan rest);

    /// <summary>Gives a claim back untouched. Nothing happens where it does not hold any more.</summary>
    ValueTask GiveBackAsync(JobClaim claim);

    /// <summary>
    /// Keeps a claim while what it has waits for proof: after a crash the item is to do again, without an interruption.
    /// </summary>
    ValueTask HoldAsync(JobClaim claim);

    /// <summary>
    /// Ends a claim in one step: files are put in place, the record is written, the item gets its state, followers are queued. A crash in
    /// between repeats the step or undoes it.
    /// </summary>
    /// <exception cref="IOException">The disk refuses it, or nobody waits for the store any longer; the claim still holds.</exception>
    /// <exception cref="RunStopException">The disk refuses a file; the claim still holds.</exception>
    ValueTask<CompletionResult> CompleteAsync(JobClaim claim, ItemCompletion completion);

    /// <summary>Reserves a file name, so that no item writes over another's file.</summary>
    /// <param name="key">The item.</param>
    /// <param name="name">A safe name, with forward slashes.</param>
    /// <returns>The name that the item gets; the same each time.</returns>
    ValueTask<string> ReserveNameAsync(string key, string name);

    /// <summary>
    /// Waits until this session holds a lease of the job: what one machine alone does, such as reading the site's list. A holder that has
    /// left, or has not been heard of for long, loses it to the next. Where there is room for one machine, nobody waits. Asked again by
    /// its holder, it is still held.
    /// </summary>
    /// <param name="name">The lease, such as <c>list</c> or <c>account:NAME</c>.</param>
    /// <param name="stopping">Gives up waiting.</param>
    /// <returns>True: it is held. False: what it is for was done to its end in this run, by whomever.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    Task<bool> TakeLeaseAsync(string name, CancellationToken stopping);

    /// <summary>Gives a lease up. Nothing happens where this session does not hold it any more.</summary>
    /// <param name="name">The lease.</param>
    /// <param name="isDone">What it is for was done to its end: nobody need do it again in this run.</param>
    ValueTask EndLeaseAsync(string name, bool isDone);

    /// <summary>The machine that holds a lease; null where nobody does, or this session itself.</summary>
    /// <param name="name">The lease.</param>
    ValueTask<string?> LeaseHolderAsync(string name);

    /// <summary>How many other machines work on the run.</summary>
    /// <param name="ever">Those that have left or died as well.</param>
    ValueTask<int> OthersAsync(bool ever);

    /// <summary>How many items of the job are in which state.</summary>
    /// <param name="ofRun">Those alone that were queued in this run, by whichever machine.</param>
    ValueTask<IReadOnlyDictionary<ItemState, int>> StandAsync(bool ofRun);
}
