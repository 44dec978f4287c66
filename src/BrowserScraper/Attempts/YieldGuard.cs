using BrowserScraper.Items;

namespace BrowserScraper.Attempts;

/// <summary>
/// Notices that a site has changed, or serves rubbish, before a whole night's items are spent on it. Members may be called
/// concurrently.
/// </summary>
internal sealed class YieldGuard
{
    internal const int Window = 20;
    internal const int TooMany = 15;

    private readonly Lock gate = new();
    private readonly Queue<Ending> endings = new();

    /// <summary>Counts an ending.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="fault">What ended it, where it was an exception.</param>
    /// <returns>Why the run should not go on, or null.</returns>
    public string? Count(ItemOutcome outcome, Exception? fault = null)
    {
        lock (gate)
        {
            endings.Enqueue(new(outcome, outcome is ItemOutcome.Failed && FaultText.IsScripts(fault) ? FaultText.KindOf(fault) : null));
            if (endings.Count > Window)
            {
                endings.Dequeue();
            }

            return Rubbish() ?? Defect();
        }
    }

    private string? Rubbish()
    {
        ItemOutcome[] bad = [.. endings.Select(each => each.Outcome).Where(each => each is ItemOutcome.SiteChanged or ItemOutcome.BadFile)];
        return bad.Length >= TooMany
            ? $"{Share(bad.Length)} were SiteChanged or BadFile, the last one: {bad[^1].Reason}; look at the failures, and mend the "
                + "script where the site has changed"
            : null;
    }

    private string? Defect()
    {
        IGrouping<string, Ending>? most = endings.Where(each => each.Fault is not null).GroupBy(each => each.Fault!, StringComparer.Ordinal)
            .MaxBy(group => group.Count());
        return most?.Count() >= TooMany
            ? $"{Share(most.Count())} are one defect of the script, not of the site: {most.Last().Outcome.Reason}; mend it, and look at "
                + "the failures"
            : null;
    }

    private string Share(int bad) => bad == endings.Count ? $"the last {bad} endings" : $"{bad} of the last {endings.Count} endings";

    private readonly record struct Ending(ItemOutcome Outcome, string? Fault);
}
