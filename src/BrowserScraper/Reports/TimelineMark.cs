namespace BrowserScraper.Reports;

/// <summary>Something that the run had to do beside its items.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Start">In seconds since the run began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="What">In a few words.</param>
/// <param name="Why">What made it necessary.</param>
/// <param name="Page">The page's number, or null where it concerned all of them.</param>
/// <param name="Worked">False where something else had to follow.</param>
internal sealed record TimelineMark(
    MarkKind Kind, double Start, double Seconds, string What, string Why, int? Page = null, bool Worked = true)
{
    /// <summary>The number of the machine that it was on; null where there is one.</summary>
    public int? Machine { get; init; }

    /// <summary>Whether it concerned a page, or all pages of that one's machine.</summary>
    public bool IsOn(int page) => Page is { } own ? own == page : Machine is null || Machine == MachinePages.MachineOf(page);
}
