namespace BrowserScraper.Session;

/// <summary>How it ended that older tokens were tried on purpose.</summary>
internal enum TrialEnd
{
    /// <summary>There was nothing to try.</summary>
    None,

    /// <summary>They were taken.</summary>
    Taken,

    /// <summary>They were not; the session may be over.</summary>
    Refused,
}
