namespace BrowserScraper.Attempts;

/// <summary>What ends an attempt before its own time is up.</summary>
/// <param name="GroupOver">The time of the item's group is up.</param>
/// <param name="Cancelled">The operator wants the item no more.</param>
/// <param name="Abort">The run ends what is in flight.</param>
internal readonly record struct AttemptEnds(CancellationToken GroupOver, CancellationToken Cancelled, CancellationToken Abort)
{
    /// <summary>The claim on the item is worth nothing any more: somebody else may have it by now.</summary>
    public CancellationToken Lost { get; init; }
}
