namespace BrowserScraper.Items;

/// <summary>
/// What was found out about one cookie of a session; never its value. It is kept with the saved session, so that the next run need not find
/// it out again.
/// </summary>
/// <param name="Cookie">The cookie's name.</param>
/// <param name="Domain">Where it goes: a host, or with a leading dot a host and those below it.</param>
/// <param name="Path">Its path: it goes to exactly that one and those below it.</param>
/// <param name="Kind">How it behaves.</param>
/// <param name="Evidence">What showed it.</param>
/// <param name="Since">When that was seen.</param>
internal sealed record TokenFinding(string Cookie, string Domain, string Path, TokenKind Kind, TokenEvidence Evidence, DateTimeOffset Since)
{
    /// <summary>The evidence in words, for people.</summary>
    public string Why { get; init; } = "";

    /// <summary>
    /// For <see cref="TokenKind.OlderStayGood"/>: the oldest value that was taken had been replaced for so many seconds. Else null.
    /// </summary>
    public double? GoodForSeconds { get; init; }

    /// <summary>An earlier run has found it out.</summary>
    public bool IsFromEarlierRun { get; init; }
}
