namespace BrowserScraper.Checkpoints;

/// <summary>How a job stands, as its checkpoint tells.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Site">Which site it belongs to.</param>
/// <param name="Folder">Where it is kept.</param>
/// <param name="Done">Items done.</param>
/// <param name="Skipped">Items left out on purpose.</param>
/// <param name="Failed">Items that the last run gave up; the next one tries them again.</param>
/// <param name="Waiting">Items still to do.</param>
/// <param name="Updated">When an item last changed; null where there is none.</param>
/// <param name="Holder">The process that is working on it, or null.</param>
internal sealed record JobSummary(
    string Job, string Site, string Folder, int Done, int Skipped, int Failed, int Waiting, DateTimeOffset? Updated, string? Holder)
{
    /// <summary>The holder's process id, where it runs on this machine; else null.</summary>
    public int? HolderProcess { get; init; }

    /// <summary>Items done in its last run, on all machines; null where only the run itself knows.</summary>
    public int? DoneInRun { get; init; }

    /// <summary>Why nothing else is known of it: another program's format. Else null.</summary>
    public string? Unreadable { get; init; }

    public int Total => Done + Skipped + Failed + Waiting;
}
