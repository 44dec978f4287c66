namespace BrowserScraper.Checkpoints;

/// <summary>
/// When the journal is folded into a new snapshot. A clean end always does; these limits are for long runs and for crashes.
/// </summary>
/// <param name="AtOpen">A shorter journal, in bytes, is read in no time, so opening does not wait for a new snapshot.</param>
/// <param name="WhileRunning">A shorter journal is left to grow.</param>
internal sealed record CompactionRule(long AtOpen = 256 << 10, long WhileRunning = 4 << 20)
{
    // Folding costs the length of the snapshot: in proportion to it, so that no record pays more than a fixed share.
    public bool DueAtOpen(long journal, long snapshot) => journal > Math.Max(AtOpen, snapshot / 4);

    public long NextWhileRunning(long snapshot) => Math.Max(WhileRunning, snapshot * 2);
}
