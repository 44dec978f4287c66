using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Addresses of window stickers that work once, and only for the session that asked.</summary>
internal sealed class StickerTickets
{
    private readonly ConcurrentDictionary<string, (DealerSession Owner, string Vin)> open = new(StringComparer.Ordinal);

    public string Issue(DealerSession owner, string vin)
    {
        string ticket = RandomNumberGenerator.GetHexString(24, lowercase: true);
        open[ticket] = (owner, vin);
        return ticket;
    }

    /// <summary>The VIN, or null if the ticket is unknown, used, or somebody else's.</summary>
    public string? Take(DealerSession asking, string ticket) =>
        open.TryRemove(ticket, out (DealerSession Owner, string Vin) issued) && issued.Owner == asking
            ? issued.Vin
            : null;
}
