namespace BrowserScraper.Session;

/// <summary>What a session tells of itself.</summary>
internal abstract record SessionNotice
{
    /// <param name="Generation">Counts the sessions of this run from 1.</param>
    /// <param name="Took">From the first page to the last.</param>
    /// <param name="FromStore">The session of an earlier run still held; nothing was signed in.</param>
    public sealed record Opened(int Generation, TimeSpan Took, bool FromStore) : SessionNotice;

    public sealed record Told(string Text) : SessionNotice;

    public sealed record SignInTrouble(int Attempt, string Why) : SessionNotice;
}
