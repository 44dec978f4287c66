namespace BrowserScraper.Items;

/// <summary>How an attempt ended. The set is closed; what each ending costs is decided in <c>RetryRules</c> alone.</summary>
public abstract record ItemOutcome
{
    private ItemOutcome()
    {
    }

    /// <summary>The name used in logs, checkpoint and report, such as <c>TimedOut</c>.</summary>
    public string Name => OutcomeNames.Of(this);

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => OutcomeNames.All;

    /// <summary>Why, in one line; empty for <see cref="Done"/>.</summary>
    public virtual string Reason => "";

    /// <summary>The item is complete.</summary>
    /// <param name="Record">What was read, to be written as JSON; null where there is nothing but files.</param>
    /// <param name="Files">Verified files, in the order in which they were fetched.</param>
    public sealed record Done(object? Record, IReadOnlyList<SavedFile> Files) : ItemOutcome
    {
        /// <summary>What was read showed that somebody was signed in, or nobody needs to be.</summary>
        internal bool IsProven { get; init; }
    }

    /// <summary>The script left the item out on purpose, or the operator cancelled it.</summary>
    public sealed record Skipped(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>Transient: the network, a 5xx answer, an element that came late.</summary>
    public sealed record Failed(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>The attempt ran over its time limit.</summary>
    /// <param name="Limit">How long it was allowed.</param>
    /// <param name="Knob">The setting that says so.</param>
    /// <param name="IsFinal">There is no time left for another try: the item's group has used up its own.</param>
    public sealed record TimedOut(TimeSpan Limit, string Knob, bool IsFinal = false) : ItemOutcome
    {
        public override string Reason => IsFinal
            ? $"the {Limit.TotalSeconds:0.#} s of its source were over; raise {Knob} if that is too short"
            : $"timed out after {Limit:c}; raise {Knob} if the site is that slow";
    }

    /// <summary>The site asks to wait: by the status of an answer, or by a page that says so.</summary>
    /// <param name="Why">What the site said.</param>
    /// <param name="Until">Not to be tried before this time.</param>
    public sealed record Throttled(string Why, DateTimeOffset Until) : ItemOutcome
    {
        public override string Reason => Why;

        /// <summary>The site said so by a page with status 200: a bot check, maintenance. It may be for this item alone.</summary>
        public bool IsWall { get; init; }
    }

    /// <summary>The site answered as if nobody were signed in.</summary>
    public sealed record SignedOut(string Why) : ItemOutcome
    {
        public override string Reason => Why;

        /// <summary>The session held all the same: only this answer was given as if nobody were signed in.</summary>
        public bool IsStale { get; init; }

        internal Suspicion? Cause { get; init; }
    }

    /// <summary>The host does not answer, or breaks off in the middle: it is away, and nobody's fault.</summary>
    /// <param name="Host">The host that was asked, with its port.</param>
    /// <param name="Why">What the browser or the connection said.</param>
    public sealed record Unreachable(string Host, string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>Permanent: gone, private, not offered.</summary>
    public sealed record Rejected(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>A thing that the script requires is not on the page.</summary>
    public sealed record SiteChanged(string Missing) : ItemOutcome
    {
        public override string Reason => Missing;

        /// <summary>The page lacks the mark of a signed-in user that all other items' pages have: tried again a few times.</summary>
        public bool IsUnproven { get; init; }

        /// <summary>The test ids of the page where one was missing: for whoever writes the script.</summary>
        internal IReadOnlyList<string> TestIds { get; init; } = [];
    }

    /// <summary>A file came, but not the right one, or not whole.</summary>
    public sealed record BadFile(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>A file is larger than any may be, or than its disk can take beside all others. Permanent, for this run.</summary>
    public sealed record TooLarge(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>A file that may be so large finds no room on the disk now: left for the next run.</summary>
    public sealed record NoRoom(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }

    /// <summary>The browser or the page went away, or the run is stopping.</summary>
    public sealed record Interrupted(string Why) : ItemOutcome
    {
        public override string Reason => Why;
    }
}
