namespace BrowserScraper.DemoSites.Sessions;

/// <summary>One visitor who has signed in.</summary>
internal sealed class SignInSession(string id)
{
    private volatile bool hasAcceptedLicense;

    public string Id { get; } = id;

    public bool HasAcceptedLicense => hasAcceptedLicense;

    public void AcceptLicense() => hasAcceptedLicense = true;
}
