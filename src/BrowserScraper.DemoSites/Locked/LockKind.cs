namespace BrowserScraper.DemoSites.Locked;

/// <summary>What a locked portal asks for.</summary>
public enum LockKind
{
    /// <summary>User and password by HTTP Basic, for everything.</summary>
    Basic,

    /// <summary>The same by HTTP Digest: MD5, with a count that must rise.</summary>
    Digest,

    /// <summary>The same by HTTP Digest with SHA-256.</summary>
    DigestSha256,

    /// <summary>For files, a header that only the page's own script adds.</summary>
    BearerByScript,

    /// <summary>For files, a session that holds only for what a browser's page asks for, as its Sec-Fetch headers say.</summary>
    FetchBound,
}
