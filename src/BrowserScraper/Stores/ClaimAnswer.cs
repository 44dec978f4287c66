using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>What a claim has brought.</summary>
/// <param name="Claims">As many as were asked for, or fewer.</param>
public sealed record ClaimAnswer(IReadOnlyList<JobClaim> Claims)
{
    /// <summary>Items that have left the queue for the next run, because a host of theirs is not waited for any longer.</summary>
    public IReadOnlyList<WorkItem> Left { get; init; } = [];

    /// <summary>
    /// Items that have been in work too often when their run broke off (<see cref="ItemTally.MostInterruptions"/>): they were settled as
    /// failed now, in place of being handed out once more. Each is told once, to one of those who claim.
    /// </summary>
    public IReadOnlyList<JobClaim> GivenUp { get; init; } = [];

    /// <summary>How long until the next item is due; null where none is due later.</summary>
    public TimeSpan? NextDue { get; init; }
}
