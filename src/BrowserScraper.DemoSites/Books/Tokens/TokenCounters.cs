namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>What became of sessions and their token requests.</summary>
internal sealed class TokenCounters
{
    private int tokenRequests;
    private int rejected;
    private int refreshes;
    private int revoked;
    private int ended;

    public int TokenRequests => Volatile.Read(ref tokenRequests);

    public int Rejected => Volatile.Read(ref rejected);

    public int Refreshes => Volatile.Read(ref refreshes);

    public int Revoked => Volatile.Read(ref revoked);

    public int Ended => Volatile.Read(ref ended);

    public void CountRevoked() => Interlocked.Increment(ref revoked);

    public void CountEnded(int sessions) => Interlocked.Add(ref ended, sessions);

    public void Count(TokenPurpose purpose, TokenVerdict verdict)
    {
        if (verdict is TokenVerdict.NotNeeded or TokenVerdict.SessionOver)
        {
            return;
        }

        Interlocked.Increment(ref tokenRequests);
        if (verdict is TokenVerdict.Unknown or TokenVerdict.Dead)
        {
            Interlocked.Increment(ref rejected);
        }
        else if (purpose == TokenPurpose.Refresh)
        {
            Interlocked.Increment(ref refreshes);
        }
    }
}
