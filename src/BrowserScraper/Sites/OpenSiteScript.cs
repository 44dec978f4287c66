namespace BrowserScraper.Sites;

/// <summary>A script for a site, or for several, where nobody signs in: there are no settings for credentials.</summary>
public abstract class OpenSiteScript : SiteScript
{
    public sealed override SessionMarks Marks => SessionMarks.None;

    public sealed override Task SignInAsync(SignInContext context) => Task.CompletedTask;
}
