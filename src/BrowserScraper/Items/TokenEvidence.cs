namespace BrowserScraper.Items;

/// <summary>From what a <see cref="TokenFinding"/> was concluded.</summary>
internal enum TokenEvidence
{
    /// <summary>Answers have replaced the value that their request had come with, one after the other.</summary>
    Chain,

    /// <summary>Two requests came with the same value, and each was answered with a new one.</summary>
    SameValueTwice,

    /// <summary>After a sign-in the home page was asked for with an older value on purpose.</summary>
    Trial,

    /// <summary>An older value was refused while the session held.</summary>
    Refused,

    /// <summary>The cookie's own path, which does not cover the home page.</summary>
    Path,

    /// <summary>An answer to a request that the script names in <c>TokenRequests</c> has set it (TOKEN_MODE=serial).</summary>
    Named,
}
