namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>One token, which every request for content needs and, where it rotates, every answer replaces.</summary>
internal sealed class AnswerTokens(bool rotates, TimeSpan grace) : SessionTokens
{
    private const string Cookie = "tok";

    private readonly TokenChain chain = new(grace);

    public override void Issue(HttpContext context) => Set(context, Cookie, chain.Current);

    public override TokenVerdict Use(HttpContext context, TokenPurpose purpose)
    {
        string? token = context.Request.Cookies[Cookie];
        TokenVerdict verdict = chain.Judge(token);
        if (verdict != TokenVerdict.Accepted || !rotates)
        {
            return verdict;
        }

        // One that is in its grace gets what the others have got: replacing again would kill the newest.
        if (token == chain.Current)
        {
            chain.Rotate();
        }

        Set(context, Cookie, chain.Current);
        return verdict;
    }
}
