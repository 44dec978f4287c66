namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>A token for data that soon runs out, and one that works once to get both anew.</summary>
internal sealed class RefreshTokens(TimeSpan lifetime) : SessionTokens
{
    private const string AccessCookie = "access";
    private const string RefreshCookie = "refresh";
    private const string RefreshPath = "/auth";

    private readonly TokenChain chain = new(grace: TimeSpan.Zero);
    private readonly Dictionary<string, long> access = new(StringComparer.Ordinal);

    public override void Issue(HttpContext context)
    {
        foreach (string old in access.Keys.Where(token => !Lives(token)).ToList())
        {
            access.Remove(old);
        }

        string token = TokenChain.NewToken();
        access[token] = TimeProvider.System.GetTimestamp();
        Set(context, AccessCookie, token);
        Set(context, RefreshCookie, chain.Current, RefreshPath);
    }

    public override TokenVerdict Use(HttpContext context, TokenPurpose purpose)
    {
        if (purpose != TokenPurpose.Refresh)
        {
            return purpose == TokenPurpose.Document ? TokenVerdict.NotNeeded
                : context.Request.Cookies[AccessCookie] is { } token && Lives(token) ? TokenVerdict.Accepted
                : TokenVerdict.Expired;
        }

        TokenVerdict verdict = chain.Judge(context.Request.Cookies[RefreshCookie]);
        if (verdict == TokenVerdict.Accepted)
        {
            chain.Rotate();
            Issue(context);
        }

        return verdict;
    }

    private bool Lives(string token) =>
        access.TryGetValue(token, out long since) && TimeProvider.System.GetElapsedTime(since) < lifetime;
}
