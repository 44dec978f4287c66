namespace BrowserScraper.DemoSites.Sessions;

/// <summary>One visitor who has signed in; a portal adds what it knows of them.</summary>
internal abstract class SignInSession(string id)
{
    public string Id { get; } = id;
}
