using System.Collections.Concurrent;
using System.Security.Cryptography;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Addresses of window stickers that work once, and only for the session that asked.</summary>
internal sealed class StickerTickets
{
    private readonly ConcurrentDictionary<string, (SignInSession Owner, string Vin)> open = new(StringComparer.Ordinal);

    public string Issue(SignInSession owner, string vin)
    {
        string ticket = RandomNumberGenerator.GetHexString(24, lowercase: true);
        open[ticket] = (owner, vin);
        return ticket;
    }

    /// <summary>The VIN, or null if the ticket is unknown, used, or somebody else's.</summary>
    public string? Take(SignInSession asking, string ticket) =>
        open.TryRemove(ticket, out (SignInSession Owner, string Vin) issued) && issued.Owner == asking
            ? issued.Vin
            : null;
}
