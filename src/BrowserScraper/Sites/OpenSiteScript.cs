using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>A script for a site, or for several, where nobody signs in.</summary>
public abstract class OpenSiteScript : SiteScript
{
    public sealed override bool NeedsSignIn => false;

    public sealed override Task<bool> IsSignedInAsync(IPage page) => Task.FromResult(true);

    public sealed override Task SignInAsync(SignInContext context) => Task.CompletedTask;
}
