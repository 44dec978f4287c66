using BrowserScraper.Items;
using BrowserScraper.Pacing;

namespace BrowserScraper.Attempts;

/// <summary>What each outcome costs. The whole table is here; no other place decides about a retry.</summary>
/// <param name="maxRetries">Further attempts after the first, from MAX_RETRIES.</param>
/// <param name="backoffFactor">Base of the growing pause, from BACKOFF_FACTOR.</param>
/// <param name="time">The clock that due times are taken from.</param>
/// <param name="hosts">Knows whether a host that did not answer has answered since. Default: nobody does, and it never has.</param>
internal sealed class RetryRules(int maxRetries, double backoffFactor, TimeProvider time, HostWatch? hosts = null)
{
    internal const int MaxInterruptions = ItemTally.MostInterruptions;
    internal const int MaxThrottles = 20;
    internal const int MaxSignOuts = 2;
    internal const int MaxStale = 20;
    internal const int MaxUnproven = 3;
    internal const int MaxWalls = 3;
    internal const int MaxRefusals = 3;

    private static readonly TimeSpan StaleStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Whether an item may be what ends the session: with the next time that it meets the end, it is given up. All that were at work then
    /// have met it, too, so the next attempt is for it alone.
    /// </summary>
    public static bool IsSuspect(ItemTally used) => used.SignOuts >= MaxSignOuts;

    public Verdict Decide(ItemOutcome outcome, ItemTally used, bool stopping) => outcome switch
    {
        ItemOutcome.Done => new(ItemState.Done, used),
        ItemOutcome.Skipped => new(ItemState.Skipped, default),
        ItemOutcome.Rejected => new(ItemState.Failed, Paid(used)),
        ItemOutcome.SiteChanged { IsUnproven: true } when used.Stale < MaxUnproven => StaleAgain(used) with { RetirePage = true },
        ItemOutcome.SiteChanged => new(ItemState.Failed, Paid(used), RetirePage: true),
        ItemOutcome.TimedOut { IsFinal: true } => new(ItemState.Failed, Paid(used), RetirePage: true),
        ItemOutcome.Failed or ItemOutcome.TimedOut => RetryPaid(used, retirePage: true),
        ItemOutcome.BadFile => RetryPaid(used, retirePage: false),
        ItemOutcome.TooLarge => new(ItemState.Failed, Paid(used)),
        ItemOutcome.NoRoom => new(ItemState.Waiting, used, NextRun: true),
        ItemOutcome.Throttled { IsWall: true } wall => RetryFree(
            used with { Throttles = used.Throttles + 1 }, used.Throttles < MaxWalls, wall.Until)
            with { HoldHost = true, MayBeOfItem = true },
        ItemOutcome.Throttled throttled => RetryFree(
            used with { Throttles = used.Throttles + 1 }, used.Throttles < MaxThrottles, throttled.Until)
            with { HoldHost = true },
        ItemOutcome.SignedOut { IsStale: true } stale =>
            used.Stale < MostStale(stale.Cause) ? StaleAgain(used) : new(ItemState.Failed, Paid(used)),
        ItemOutcome.Unreachable away when hosts?.IsLeft(away.Host) == true => new(ItemState.Waiting, used, NextRun: true, RetirePage: true),
        ItemOutcome.Unreachable away when used.AwayAt is { } last && hosts?.IsProvenSince(away.Host, last) == true =>
            RetryPaid(used with { AwayAt = time.GetUtcNow() }, retirePage: true), // the host is there, and the item still has no answer
        ItemOutcome.Unreachable away => RetryFree(
            used with { Outages = used.Outages + 1, AwayAt = time.GetUtcNow() }, allowed: true, time.GetUtcNow() + PauseAfterOutage)
            with { RetirePage = true, Host = away.Host },
        ItemOutcome.SignedOut => RetryFree(
            used with { SignOuts = used.SignOuts + 1 }, used.SignOuts < MaxSignOuts, time.GetUtcNow()),
        ItemOutcome.Interrupted when stopping => new(ItemState.Waiting, used, NextRun: true, RetirePage: true),
        ItemOutcome.Interrupted => RetryFree(
            used with { Interruptions = used.Interruptions + 1 }, used.Interruptions < MaxInterruptions, time.GetUtcNow())
            with { RetirePage = true },
        _ => throw new InvalidOperationException($"no rule for the outcome {outcome.Name}"),
    };

    /// <summary>
    /// The pause before the attempt after this many: the factor to their power, give or take a quarter, at most five minutes.
    /// </summary>
    internal TimeSpan Pause(int attempts)
    {
        double seconds = Math.Min(Math.Pow(backoffFactor, attempts), LongestPause.TotalSeconds);
        double jittered = seconds * (0.75 + (Random.Shared.NextDouble() * 0.5));
        return TimeSpan.FromSeconds(Math.Min(jittered, LongestPause.TotalSeconds));
    }

    private static ItemTally Paid(ItemTally used) => used with
    {
        Attempts = used.Attempts + 1,
        SignOuts = 0,
        Interruptions = 0,
        Forgiven = used.Forgiven + used.SignOuts + used.Interruptions,
    };

    private Verdict RetryPaid(ItemTally used, bool retirePage)
    {
        ItemTally paid = Paid(used);
        return paid.Attempts <= maxRetries
            ? new(ItemState.Waiting, paid, time.GetUtcNow() + Pause(paid.Attempts), RetirePage: retirePage)
            : new(ItemState.Failed, paid, RetirePage: retirePage);
    }

    // What is answered 401, or fails, while somebody is signed in will hardly become another answer.
    private static int MostStale(Suspicion? cause) =>
        cause?.Kind is SuspicionKind.Answer or SuspicionKind.Failure or SuspicionKind.Between ? MaxRefusals : MaxStale;

    // A pause that grows by a tenth of a second each time: what serves such answers by chance or by turns gives another one.
    private Verdict StaleAgain(ItemTally used) =>
        new(ItemState.Waiting, used with { Stale = used.Stale + 1 }, time.GetUtcNow() + (used.Stale * StaleStep));

    private static Verdict RetryFree(ItemTally used, bool allowed, DateTimeOffset due) => allowed
        ? new(ItemState.Waiting, used, due)
        : new(ItemState.Failed, used);
}
