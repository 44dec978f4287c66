namespace BrowserScraper.Session;

/// <summary>What a session tells of itself.</summary>
internal abstract record SessionNotice
{
    public sealed record SignedIn(int Generation, TimeSpan Took) : SessionNotice;

    public sealed record SignInTrouble(int Attempt, string Why) : SessionNotice;
}
