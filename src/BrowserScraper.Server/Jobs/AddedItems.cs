namespace BrowserScraper.Server.Jobs;

/// <summary>What became of lines that were given to a job.</summary>
/// <param name="Added">New to the job.</param>
/// <param name="Known">Known to it before.</param>
/// <param name="Refused">No items.</param>
/// <param name="State">How the job stands now.</param>
internal sealed record AddedItems(int Added, int Known, IReadOnlyList<RefusedLine> Refused, JobState State);
