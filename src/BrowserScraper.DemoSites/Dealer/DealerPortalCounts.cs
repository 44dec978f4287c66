using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>What the portal has done since its start, taken at one moment.</summary>
/// <param name="SignIns">Accepted sign-ins.</param>
/// <param name="RefusedSignIns">Sign-ins with a wrong name, password or form token.</param>
/// <param name="StickersServed">
/// Window stickers sent complete and right, by VIN; a VIN that had none is missing.
/// </param>
/// <param name="FaultsServed">Faults served, by kind; every kind is present.</param>
/// <param name="Requests">All requests, assets included.</param>
/// <param name="AssetRequests">Requests for the style sheet, the script, the font and photos.</param>
public sealed record DealerPortalCounts(
    int SignIns,
    int RefusedSignIns,
    IReadOnlyDictionary<string, int> StickersServed,
    IReadOnlyDictionary<FaultKind, int> FaultsServed,
    int Requests,
    int AssetRequests)
{
    /// <summary>Requests for vehicles' pages and window stickers that were answered, whichever way.</summary>
    public int WithinLimit { get; init; }

    /// <summary>Those that were too many in a second, and were told so.</summary>
    public int AboveLimit { get; init; }
}
