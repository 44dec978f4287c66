namespace BrowserScraper.Stores;

/// <summary>A part of a long list.</summary>
/// <param name="Total">How many the list has.</param>
/// <param name="Items">This part.</param>
internal sealed record ListPart<T>(int Total, IReadOnlyList<T> Items)
{
    /// <param name="all">The list.</param>
    /// <param name="offset">Those before the part.</param>
    /// <param name="limit">The most that it has.</param>
    public static ListPart<T> Of(IEnumerable<T> all, int offset, int limit)
    {
        int total = 0;
        List<T> part = [];
        foreach (T each in all)
        {
            if (total >= offset && part.Count < limit)
            {
                part.Add(each);
            }

            total++;
        }

        return new(total, part);
    }
}
