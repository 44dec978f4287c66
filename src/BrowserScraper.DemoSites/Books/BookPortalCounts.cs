using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.DemoSites.Books;

/// <summary>What the portal has done since its start, taken at one moment.</summary>
/// <param name="SignIns">Accepted sign-ins.</param>
/// <param name="RefusedSignIns">Sign-ins with a wrong name, password or form token, or of a locked account.</param>
/// <param name="RejectedRequests">
/// Token requests of a living session that came with a dead token, or without one. An access token that has run out
/// is not among them: that is what refreshing is for.
/// </param>
/// <param name="TokenRequests">
/// Requests of a living session that were judged by their token, rejected ones included. Refresh-only rotation:
/// chapters and refreshes; else the shelf, book pages with their redirects, chapters and EPUBs. One that hangs is not
/// judged.
/// </param>
/// <param name="RevokedSessions">
/// Sessions that a dead token has ended, see <see cref="BookPortalOptions.ReuseDetection"/>.
/// </param>
/// <param name="Refreshes">Accepted <c>POST /auth/refresh</c>.</param>
/// <param name="EpubsServed">EPUBs sent complete and right, by book id; a book that had none is missing.</param>
/// <param name="Requests">All requests, assets included.</param>
/// <param name="AssetRequests">Requests for the style sheet, the script, the font and covers.</param>
/// <param name="SessionsEnded">
/// Sessions that the portal ended in mid-use: after so many requests, by <see cref="BookPortal.EndAllSessions"/>,
/// by <see cref="BookPortal.LockAccount"/> or by the fault <c>logout</c>. Neither sign-outs nor revoked ones.
/// </param>
/// <param name="FaultsServed">Faults served, by kind; every kind is present.</param>
public sealed record BookPortalCounts(
    int SignIns,
    int RefusedSignIns,
    int RejectedRequests,
    int TokenRequests,
    int RevokedSessions,
    int Refreshes,
    IReadOnlyDictionary<string, int> EpubsServed,
    int Requests,
    int AssetRequests,
    int SessionsEnded,
    IReadOnlyDictionary<FaultKind, int> FaultsServed);
