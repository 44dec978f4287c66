namespace BrowserScraper.Server.Jobs;

/// <summary>What the operator wants of a job; kept over restarts.</summary>
internal enum Wanted
{
    Ended,
    Running,
    Paused,
}
