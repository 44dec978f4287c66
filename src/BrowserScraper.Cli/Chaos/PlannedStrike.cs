namespace BrowserScraper.Cli.Chaos;

/// <summary>One disturbance of a plan.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Disturbance">What happens.</param>
/// <param name="AfterItems">Not before so many items have had their file served...</param>
/// <param name="AfterRequests">...and so many further requests have come since the last disturbance.</param>
/// <param name="Pick">Picks the victim where there are several.</param>
internal sealed record PlannedStrike(int Number, Disturbance Disturbance, int AfterItems, int AfterRequests, int Pick)
{
    /// <summary>
    /// An item takes three or four requests, a start a few more; so some strike in the middle of a sign-in, and some long after.
    /// </summary>
    private const int MostRequests = 14;

    /// <summary>The same options give the same plan.</summary>
    public static IReadOnlyList<PlannedStrike> Plan(IReadOnlyList<Disturbance> kinds, int items, int kills, int seed)
    {
        Random random = new(seed);
        Disturbance[] order = [.. Enumerable.Range(0, kills).Select(number => kinds[number % kinds.Count])];
        random.Shuffle(order);
        (Disturbance Kind, int Place)[] placed =
            [.. order.Select(kind => (kind, random.Next((int)Math.Ceiling(items * kind.Share)))).OrderBy(each => each.Item2)];
        return [.. placed.Select((each, index) => new PlannedStrike(
            index + 1, each.Kind, each.Place, random.Next(1, MostRequests + 1), random.Next(1000)))];
    }
}
