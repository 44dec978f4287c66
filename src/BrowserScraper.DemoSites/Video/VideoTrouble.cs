namespace BrowserScraper.DemoSites.Video;

/// <summary>What is wrong with a video. In a rule the names are written in kebab-case.</summary>
public enum VideoTrouble
{
    None,

    /// <summary><c>no-subtitles</c>: for good; its page is there, with a player and no captions.</summary>
    NoSubtitles,

    /// <summary><c>private</c>: for good; its page says so, by seed with 200 or 403.</summary>
    Private,

    /// <summary><c>unavailable</c>: for good; its page says so, with 200.</summary>
    Unavailable,

    /// <summary><c>removed</c>: for good; its page says so, by seed with 404 or 410.</summary>
    Removed,

    /// <summary><c>hang</c>: its page does not answer at first.</summary>
    Hang,

    /// <summary><c>error429</c>: its page, or by seed its captions, answer 429 with <c>Retry-After: 1</c> at first.</summary>
    Error429,

    /// <summary><c>error503</c>: its page answers 503 at first, without a word about when to come again.</summary>
    Error503,
}
