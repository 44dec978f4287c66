using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>A dealer who has signed in, and perhaps accepted the license.</summary>
internal sealed class DealerSession(string id) : SignInSession(id)
{
    private volatile bool hasAcceptedLicense;

    public bool HasAcceptedLicense => hasAcceptedLicense;

    public void AcceptLicense() => hasAcceptedLicense = true;
}
