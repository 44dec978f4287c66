using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>A reader who has signed in, and the tokens that this sign-in has led to.</summary>
internal sealed class BookSession(string id, string username, SessionTokens tokens, SessionEndings endings)
    : SignInSession(id)
{
    private readonly Lock sync = new();
    private int accepted;
    private bool isOver;

    public string Username { get; } = username;

    public void Issue(HttpContext context)
    {
        lock (sync)
        {
            tokens.Issue(context);
        }
    }

    /// <summary>
    /// Judges a request's token and replaces it in one step: of two requests with the same token one is late.
    /// </summary>
    public TokenVerdict Use(HttpContext context, TokenPurpose purpose)
    {
        lock (sync)
        {
            isOver = isOver || endings.TakeIfDue(accepted);
            if (isOver)
            {
                return TokenVerdict.SessionOver;
            }

            TokenVerdict verdict = tokens.Use(context, purpose);
            accepted += verdict == TokenVerdict.Accepted ? 1 : 0;
            return verdict;
        }
    }
}
