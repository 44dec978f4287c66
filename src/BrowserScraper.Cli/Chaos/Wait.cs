namespace BrowserScraper.Cli.Chaos;

/// <summary>How waiting for a moment in a run ended.</summary>
internal enum Wait
{
    CameTrue,
    RunEnded,

    /// <summary>The run lives, and does nothing.</summary>
    Stuck,
}
