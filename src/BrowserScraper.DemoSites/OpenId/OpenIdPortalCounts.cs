namespace BrowserScraper.DemoSites.OpenId;

/// <summary>What the portal has done so far.</summary>
/// <param name="SignIns">Forms that were accepted.</param>
/// <param name="Refreshes">Refresh tokens that were taken for new ones.</param>
/// <param name="StaleTokens">Refresh tokens that came again after they had been spent, or of a grant that is revoked.</param>
/// <param name="Revocations">Grants that were revoked because of that.</param>
/// <param name="Refused">Requests without an access token that is good.</param>
/// <param name="ItemTexts">Items whose texts were served.</param>
/// <param name="Files">Files that were served whole.</param>
public sealed record OpenIdPortalCounts(
    int SignIns, int Refreshes, int StaleTokens, int Revocations, int Refused, int ItemTexts, int Files);
