namespace BrowserScraper.Progress;

/// <summary>Items that were given up for the same cause.</summary>
/// <param name="Cause">The reason they have in common; what differs from item to item stands in angle brackets.</param>
/// <param name="Outcome">How their last attempts ended.</param>
/// <param name="Items">The items, in the order in which they were given up.</param>
internal sealed record FailureGroup(string Cause, string Outcome, IReadOnlyList<FailedItem> Items)
{
    /// <summary>The largest group first.</summary>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<FailedItem> failures) =>
    [
        .. from failure in failures
           group failure by (failure.Outcome, Cause: CauseText.Of(failure.Key, failure.Reason)) into alike
           let cause = InCommon(alike) ?? alike.Key.Cause
           orderby alike.Count() descending, alike.Key.Outcome, cause
           select new FailureGroup(cause, alike.Key.Outcome, [.. alike]),
    ];

    // Where every item says the very same, nothing needs to be left out.
    private static string? InCommon(IEnumerable<FailedItem> alike)
    {
        string first = alike.First().Reason;
        return alike.All(failure => failure.Reason == first) ? first : null;
    }
}
