namespace BrowserScraper.Sites;

/// <summary>Who signs in. The password shows in no text form.</summary>
public sealed record SiteAccount(string Username, string Password)
{
    public override string ToString() => Username;
}
