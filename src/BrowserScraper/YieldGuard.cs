using BrowserScraper.Items;

namespace BrowserScraper;

/// <summary>
/// Notices that a site has changed, or serves rubbish, before a whole night's items are spent on it. Members may be called
/// concurrently.
/// </summary>
internal sealed class YieldGuard
{
    internal const int Window = 20;
    internal const int TooMany = 15;

    private readonly Lock gate = new();
    private readonly Queue<ItemOutcome> endings = new();

    /// <summary>Counts an ending.</summary>
    /// <returns>Why the run should not go on, or null.</returns>
    public string? Count(ItemOutcome outcome)
    {
        lock (gate)
        {
            endings.Enqueue(outcome);
            if (endings.Count > Window)
            {
                endings.Dequeue();
            }

            ItemOutcome[] bad = [.. endings.Where(each => each is ItemOutcome.SiteChanged or ItemOutcome.BadFile)];
            return bad.Length >= TooMany
                ? $"{Share(bad.Length)} were SiteChanged or BadFile, the last one: {bad[^1].Reason}; look at the failures, and mend the script where the site has changed"
                : null;
        }
    }

    private string Share(int bad) => bad == endings.Count ? $"the last {bad} endings" : $"{bad} of the last {endings.Count} endings";
}
