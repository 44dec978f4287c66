namespace BrowserScraper.Server.Status;

/// <summary>A job's items.</summary>
/// <param name="Known">All that are known.</param>
/// <param name="ToDo">Known and not settled.</param>
/// <param name="Done">Done in the current or last run.</param>
/// <param name="DoneBefore">Done by earlier runs.</param>
/// <param name="Skipped">Left out on purpose.</param>
/// <param name="Failed">Given up.</param>
/// <param name="Retries">Attempts that ended in another attempt.</param>
/// <param name="DiscoveryIsOver">No further items are looked for.</param>
internal sealed record JobCounts(int Known, int ToDo, int Done, int DoneBefore, int Skipped, int Failed, int Retries, bool DiscoveryIsOver)
{
    /// <summary>Those of a job that has not begun.</summary>
    public static JobCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, false);
}
