namespace BrowserScraper.Steering;

/// <summary>What became of items that were added to a run.</summary>
/// <param name="Added">They are in its queue.</param>
/// <param name="Known">They were there before: waiting, in work or done.</param>
/// <param name="Left">They are known to the job now, and are for a further run, as this one is ending or has as many as it may have
/// (MAX_DOWNLOADS).</param>
internal sealed record Admission(int Added, int Known, int Left);
