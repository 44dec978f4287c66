namespace BrowserScraper.Browsers;

/// <summary>A request of a page, for a document or by a script of it. Changed under its owner's lock.</summary>
/// <param name="frame">The frame that asks.</param>
/// <param name="address">What was asked for first, without what stands behind <c>#</c>.</param>
/// <param name="isDocument">It is for a document.</param>
/// <param name="number">Counts the page's requests.</param>
internal sealed class PageRequest(string frame, string address, bool isDocument, int number)
{
    public string Frame => frame;

    public string Address { get; } = address;

    public bool IsDocument => isDocument;

    public int Number => number;

    /// <summary>Where redirects have led to so far; null without any.</summary>
    public string? Redirected { get; set; }

    /// <summary>What was asked for last.</summary>
    public string Last => Redirected ?? Address;

    /// <summary>It was begun while a click was handled.</summary>
    public bool IsOfClick { get; init; }

    /// <summary>The answer's status; 0 until it has come.</summary>
    public int Status { get; set; }

    /// <summary>The answer's Retry-After, if any.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>The answer's Content-Encoding, if any.</summary>
    public string? Packed { get; set; }

    /// <summary>Why it has failed, such as <c>net::ERR_CONNECTION_RESET</c>; null where it has not.</summary>
    public string? Failure { get; set; }

    /// <summary>When its end was told, as a timestamp; 0 while it is under way.</summary>
    public long EndedAt { get; set; }
}
