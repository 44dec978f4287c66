using System.Text.Json.Serialization;
using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>
/// Something that happened in a run. Console, logs, status, report and dashboard are readers of these and of nothing else.
/// </summary>
public abstract record RunEvent
{
    /// <summary>In the place of a page's number: none has worked on it.</summary>
    internal const int NoPage = 0;

    private RunEvent()
    {
    }

    [JsonPropertyOrder(-2)]
    public DateTimeOffset At { get; internal set; }

    [JsonPropertyOrder(-1)]
    public string Event => RunEventNames.Of(this);

    /// <summary>The run has begun.</summary>
    /// <param name="Job">The job's name.</param>
    /// <param name="Run">The run's id.</param>
    /// <param name="Site">Where it works, for people.</param>
    /// <param name="Pages">How many pages it works on.</param>
    /// <param name="Limit">Items at most, or null.</param>
    /// <param name="DoneBefore">Items that earlier runs have done.</param>
    /// <param name="Unfinished">Items that earlier runs have left to do.</param>
    /// <param name="Settings">In force, without secrets.</param>
    public sealed record RunStarted(
        string Job, string Run, string Site, int Pages, int? Limit, int DoneBefore, int Unfinished,
        IReadOnlyDictionary<string, string> Settings) : RunEvent
    {
        /// <summary>What the job is about, or null.</summary>
        public string? Request { get; init; }

        /// <summary>Somebody has to be signed in before it works.</summary>
        public bool SignsIn { get; init; } = true;

        /// <summary>The sources that it works on; none where the script has but one.</summary>
        public IReadOnlyList<string> Sources { get; init; } = [];
    }

    /// <summary>A line for the operator that no other event carries.</summary>
    public sealed record Notice(string Text) : RunEvent;

    /// <summary>Something threw that should not have; what it has ended is told by other events. Each place is told once.</summary>
    /// <param name="Where">Whose it was, such as <c>a handler of page.Close</c>.</param>
    /// <param name="Error">Type, message, and file and line where they are known.</param>
    /// <param name="Stack">All of it, over many lines.</param>
    internal sealed record Fault(string Where, string Error, string Stack) : RunEvent
    {
        /// <summary>In one line.</summary>
        [JsonIgnore]
        public string Line => $"FAULT: {Where}: {Error}";
    }

    /// <param name="Generation">Counts the sessions of this run from 1.</param>
    /// <param name="Took">From the first page to the last.</param>
    /// <param name="FromStore">The session of an earlier run still held; nothing was signed in.</param>
    internal sealed record SignedIn(int Generation, TimeSpan Took, bool FromStore = false) : RunEvent;

    /// <summary>Browser and driver were replaced in order, the login carried over; every page waited for it.</summary>
    /// <param name="Why">Such as <c>after 500 items</c>.</param>
    /// <param name="Took">Until every page had come to its item's end and the old browser was gone.</param>
    internal sealed record BrowserRenewed(string Why, TimeSpan Took) : RunEvent;

    /// <summary>
    /// One step that was taken to end what would not end by itself, such as closing a page or starting the browser again.
    /// </summary>
    /// <param name="Step">What was done.</param>
    /// <param name="Why">What made it necessary.</param>
    /// <param name="Worked">False where the next step had to follow.</param>
    /// <param name="Took">How long it took.</param>
    /// <param name="Page">The page's number, or null where it concerned the whole browser.</param>
    internal sealed record Recovery(string Step, string Why, bool Worked, TimeSpan Took, int? Page = null) : RunEvent;

    /// <summary>The tokens of one account's session, told at the run's end; never their values.</summary>
    internal sealed record TokenLineage(string Account, IReadOnlyList<TokenUse> Tokens) : RunEvent
    {
        /// <summary>What was found out about the session's cookies.</summary>
        public IReadOnlyList<TokenFinding> Found { get; init; } = [];
    }

    /// <summary>An item that this run will work on was found or taken over from an earlier run.</summary>
    /// <param name="Key">The item's key.</param>
    /// <param name="IsFetchedAgain">An earlier run has done it (FORCE_REDOWNLOAD).</param>
    internal sealed record ItemQueued(string Key, bool IsFetchedAgain = false) : RunEvent;

    /// <summary>Discovery met an item that an earlier run has done.</summary>
    internal sealed record ItemKnownDone(string Key) : RunEvent;

    /// <summary>Discovery is over: the list was read, or it failed.</summary>
    /// <param name="Found">Items seen, done ones included.</param>
    /// <param name="Took">How long it lasted, over all its attempts.</param>
    /// <param name="Failure">Why it did not get through, or null.</param>
    /// <param name="IsCutShort">The run needed no more, or was stopped; the site may have further items.</param>
    public sealed record DiscoveryEnded(int Found, TimeSpan Took, string? Failure, bool IsCutShort = false) : RunEvent
    {
        /// <summary>
        /// Where there is a failure: the list was read to its end, and what was read is not the whole, or not all of it could be used.
        /// </summary>
        public bool WasReadToItsEnd { get; init; }

        /// <summary>It was another machine that read the list.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool WasElsewhere { get; init; }

        /// <summary>Lines of input that were left out, as the script could make nothing of them.</summary>
        public int Refused { get; init; }
    }

    /// <summary>The first item of a group began.</summary>
    internal sealed record GroupStarted(string Group) : RunEvent;

    /// <summary>Nothing of a group is left to do in this run, or its time was up, or the run ended.</summary>
    /// <param name="Group">Its name.</param>
    /// <param name="Took">From its first item on.</param>
    /// <param name="Limit">Null, but where its time was up: how long it was allowed (SOURCE_TIMEOUT).</param>
    /// <param name="Left">Items that its limit, or the run's end, has left to do.</param>
    internal sealed record GroupEnded(string Group, TimeSpan Took, TimeSpan? Limit = null, int Left = 0) : RunEvent;

    /// <summary>Nothing of a group is worked on for now: it has failed in run after run.</summary>
    /// <param name="Group">Its name.</param>
    /// <param name="Failures">Failures running.</param>
    /// <param name="Error">The last one.</param>
    /// <param name="Until">When a further run tries it again.</param>
    internal sealed record GroupSkipped(string Group, int Failures, string Error, DateTimeOffset Until) : RunEvent;

    /// <summary>An item that this run does not work on, or not yet, as its group is skipped or on trial.</summary>
    internal sealed record ItemLeft(string Key, string Group) : RunEvent;

    /// <summary>An attempt at an item began.</summary>
    public sealed record ItemStarted(int Page, string Key, string Title, int Attempt, TimeSpan Limit) : RunEvent;

    /// <summary>An attempt at an item is over. It may be tried again: <paramref name="State"/> tells.</summary>
    /// <param name="Page">The page's number.</param>
    /// <param name="Key">The item's key.</param>
    /// <param name="Group">The item's group.</param>
    /// <param name="Attempt">The attempt's number.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Reason">Why; empty where it is done.</param>
    /// <param name="State">What the item is now.</param>
    /// <param name="Due">When it is tried again in this run, or null.</param>
    /// <param name="Files">What is in place now.</param>
    /// <param name="Took">From lease to verdict.</param>
    /// <param name="Evidence">The folder with pictures and traces of a failure, relative to the run's; null where there is none.</param>
    /// <param name="Limit">The time limit that it ran over; null for any other ending.</param>
    public sealed record ItemEnded(
        int Page, string Key, string Group, int Attempt, string Outcome, string Reason, ItemState State, DateTimeOffset? Due,
        IReadOnlyList<SavedFile> Files, TimeSpan Took, string? Evidence = null, TimeSpan? Limit = null) : RunEvent
    {
        /// <summary>Its page was free since <see cref="ItemHeld"/>.</summary>
        public bool WasHeld { get; init; }

        /// <summary>The item's own address: the one whose query its reason may name. In no record of the event.</summary>
        internal Uri? Address { get; init; }
    }

    /// <summary>
    /// An attempt is done, on pages that do not tell who is signed in: it waits for a look at the home page, and its page is free.
    /// </summary>
    internal sealed record ItemHeld(int Page, string Key, string Group, TimeSpan Took) : RunEvent;

    /// <summary>A waiting item was cancelled before anybody worked on it; one in work ends as Skipped.</summary>
    internal sealed record ItemCancelled(string Key, string Group) : RunEvent;

    /// <summary>An item that was given up is tried again, as the operator wants it.</summary>
    internal sealed record ItemQueuedAgain(string Key, string Group) : RunEvent;

    /// <summary>What earlier runs had left is in the queue.</summary>
    internal sealed record Recovered(int Items) : RunEvent;

    /// <summary>Somebody has paused the run, let it go on, or changed the number of its pages.</summary>
    /// <param name="IsPaused">Nothing further is begun.</param>
    /// <param name="Pages">Pages that work from now on.</param>
    internal sealed record Steered(bool IsPaused, int Pages) : RunEvent
    {
        /// <summary>Pages that worked until now.</summary>
        public int Before { get; init; }

        /// <summary>The bounds, such as <c>1-32</c>, where the number finds itself; null where it stays as it is.</summary>
        public string? Auto { get; init; }

        /// <summary>The reason, where the number has found itself; null where somebody has changed it.</summary>
        public string? Why { get; init; }

        /// <summary>What has changed, where the number has found itself; null else.</summary>
        [JsonIgnore]
        public string? Line => Why is null || Pages == Before ? null : $"PAGES: {Before} -> {Pages} | {Why}";
    }

    /// <summary>How fast items of a host start was learned from what the host refused, or has changed.</summary>
    /// <param name="Host">The host.</param>
    /// <param name="PerSecond">Items that may start in a second; null for any number.</param>
    /// <param name="Why">The reason.</param>
    internal sealed record Paced(string Host, double? PerSecond, string Why) : RunEvent;

    /// <summary>A host does not answer any more; what needs it waits.</summary>
    /// <param name="Host">The host, with its port.</param>
    /// <param name="Why">How it failed last.</param>
    internal sealed record HostAway(string Host, string Why) : RunEvent
    {
        [JsonIgnore]
        public string Line => $"AWAY: {Host} does not answer ({Why}); its items wait";
    }

    /// <summary>A host that was away answers again.</summary>
    internal sealed record HostBack(string Host, TimeSpan After) : RunEvent
    {
        [JsonIgnore]
        public string Line => $"BACK: {Host} answers again after {After.TotalSeconds:0} s";
    }

    /// <summary>A host was away for longer than SITE_AWAY_LIMIT: what needs it is left for the next run.</summary>
    /// <param name="Host">The host, with its port.</param>
    /// <param name="After">How long it was waited for.</param>
    /// <param name="Why">How it failed last.</param>
    internal sealed record HostLeft(string Host, TimeSpan After, string Why) : RunEvent
    {
        [JsonIgnore]
        public string Line => $"AWAY: {Host} has not answered for {After.TotalSeconds:0} s ({Why}); its items are left for the next run";
    }

    /// <summary>The run is to end before its work does; no further item is begun.</summary>
    public sealed record Stopping(StopReason Why, string Message) : RunEvent;

    /// <summary>The run is over.</summary>
    public sealed record RunEnded(StopReason? Stopped, string? Message) : RunEvent;
}
