namespace BrowserScraper.DemoSites.Odd;

/// <summary>What the odd portal has done since its start, taken at one moment.</summary>
/// <param name="SignIns">Accepted sign-ins.</param>
/// <param name="FormPosts">Sign-in forms that were sent, accepted or not.</param>
/// <param name="LicensesAccepted">License pages that were accepted.</param>
/// <param name="SessionsEnded">How often the portal has ended all sessions while there were any.</param>
/// <param name="ListPages">Pages of the list that were served to who is signed in.</param>
/// <param name="ItemPages">Right pages of items (or their data) that were served to who is signed in.</param>
/// <param name="OddPages">Pages that stood in place of an item's.</param>
/// <param name="StaleAnswers">Signed-out answers to who is signed in.</param>
/// <param name="Files">Files sent complete.</param>
/// <param name="TooMany">Pages of the list that were refused with 429.</param>
/// <param name="CutDocuments">Documents that were broken off.</param>
/// <param name="ByPath">All requests that reached the portal, by path without query.</param>
public sealed record OddPortalCounts(
    int SignIns,
    int FormPosts,
    int LicensesAccepted,
    int SessionsEnded,
    int ListPages,
    int ItemPages,
    int OddPages,
    int StaleAnswers,
    int Files,
    int TooMany,
    int CutDocuments,
    IReadOnlyDictionary<string, int> ByPath)
{
    /// <summary>Refreshes that were granted, see <see cref="OddPortalOptions.Refresh"/>.</summary>
    public int Refreshes { get; init; }

    /// <summary>Requests of a living session that came with a token that had been replaced, refreshes or others.</summary>
    public int RefusedTokens { get; init; }

    /// <summary>The most refreshes that were under way at one time.</summary>
    public int RefreshesAtOnce { get; init; }

    /// <summary>Forms that were sent and refused.</summary>
    public int RefusedPosts => FormPosts - SignIns;
}
