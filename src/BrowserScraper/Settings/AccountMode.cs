namespace BrowserScraper.Settings;

/// <summary>How machines that work on the same jobs use accounts.</summary>
internal enum AccountMode
{
    /// <summary>An account is one machine's at a time.</summary>
    Pin,

    /// <summary>All machines have one session of it.</summary>
    Share,
}
