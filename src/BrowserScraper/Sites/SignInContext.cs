using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>What a script has for signing in.</summary>
public sealed class SignInContext
{
    internal SignInContext(IPage page, SiteAccount account)
    {
        Page = page;
        Username = account.Username;
        Password = account.Password;
    }

    /// <summary>Shows the home page, or where the site led from there. Its calls wait REQUEST_TIMEOUT at the most.</summary>
    public IPage Page { get; }

    public string Username { get; }

    public string Password { get; }
}
