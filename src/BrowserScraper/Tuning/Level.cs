namespace BrowserScraper.Tuning;

/// <summary>What a number of pages brings.</summary>
/// <param name="Pages">The number.</param>
/// <param name="Rate">Items that end well in a second.</param>
/// <param name="ItemTime">What an item takes.</param>
internal readonly record struct Level(int Pages, double Rate, TimeSpan ItemTime)
{
    public static Level Of(TuningSample seen) => new(seen.Pages, seen.Rate, seen.ItemTime);

    /// <summary>With a further measurement, which counts as much as all before it together.</summary>
    public Level And(TuningSample seen) => this with { Rate = (Rate + seen.Rate) / 2, ItemTime = (ItemTime + seen.ItemTime) / 2 };
}
