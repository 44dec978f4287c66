namespace BrowserScraper.Reports;

/// <summary>What an attempt's end meant for its item.</summary>
internal enum AttemptEnding
{
    Done,
    Skipped,

    /// <summary>It came back in this run.</summary>
    TriedAgain,

    /// <summary>The next run goes on with it.</summary>
    Left,

    GivenUp,
}
