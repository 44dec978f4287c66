namespace BrowserScraper.Items;

/// <summary>A number and what it counts, as people write it: <c>1 page</c>, <c>2 pages</c>.</summary>
public static class Counted
{
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; null puts an <c>s</c> to the other.</param>
    public static string Of(long number, string one, string? many = null) => $"{number} {(number == 1 ? one : many ?? $"{one}s")}";
}
