namespace BrowserScraper.Tuning;

/// <summary>What follows from a sample.</summary>
/// <param name="IsOver">Measuring begins anew; else it goes on.</param>
/// <param name="Pages">How many are to work from now on; null where the number stays.</param>
/// <param name="Why">The reason, in one line; null where there is nothing to tell.</param>
internal sealed record TuningAnswer(bool IsOver, int? Pages = null, string? Why = null)
{
    public static TuningAnswer GoOn { get; } = new(IsOver: false);

    public static TuningAnswer Anew { get; } = new(IsOver: true);
}
