using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Somebody who has signed in, and perhaps accepted the license.</summary>
internal sealed class OddSession(string id) : SignInSession(id)
{
    private int license;

    /// <summary>The license that was accepted last; 0 for none.</summary>
    public int License => Volatile.Read(ref license);

    public void Accept(int number) => Volatile.Write(ref license, number);
}
