namespace BrowserScraper.Settings;

/// <summary>The fewest and the most pages that may work at the same time.</summary>
internal sealed record PageRange(int Least, int Most)
{
    private const int PagesOfAProcessor = 16;

    /// <summary>From one page to as many as the machine's processors can be asked to drive.</summary>
    public static PageRange OfMachine { get; } = new(1, Math.Min(PageCount.Highest, PagesOfAProcessor * Environment.ProcessorCount));

    /// <summary>The same with so many at most.</summary>
    public PageRange UpTo(int most) => new(Math.Min(Least, most), Math.Min(Most, most));

    public int Clamp(int pages) => Math.Clamp(pages, Least, Most);
}
