using System.Security.Cryptography;

namespace BrowserScraper.DemoSites.OpenId;

/// <summary>
/// The tokens: a sign-in makes a grant, which has one refresh token at a time. An old one that comes again shows that somebody has stolen
/// it, and the whole grant is revoked (RFC 9700, 4.14.2). Members may be called concurrently.
/// </summary>
internal sealed class OpenIdGrants(OpenIdPortalOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Grant> refreshTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Grant Grant, long Until)> accessTokens = new(StringComparer.Ordinal);
    private int signIns;
    private int refreshes;
    private int stale;
    private int revocations;
    private int refused;

    /// <summary>Somebody has signed in.</summary>
    public OpenIdTokens Begin()
    {
        lock (gate)
        {
            signIns++;
            return New(new Grant());
        }
    }

    /// <returns>Null where it has been spent before, or its grant is revoked.</returns>
    public OpenIdTokens? Refresh(string token)
    {
        lock (gate)
        {
            if (!refreshTokens.TryGetValue(token, out Grant? grant) || grant.IsRevoked || grant.Current != token)
            {
                stale++;
                revocations += grant is { IsRevoked: false } ? 1 : 0;
                grant?.IsRevoked = true;
                return null;
            }

            refreshes++;
            return New(grant);
        }
    }

    /// <summary>Whether an access token is good; one that is not is counted.</summary>
    public bool Admits(string? token)
    {
        lock (gate)
        {
            bool isGood = token is not null && accessTokens.TryGetValue(token, out (Grant Grant, long Until) access)
                && !access.Grant.IsRevoked && access.Until > TimeProvider.System.GetTimestamp();
            refused += isGood ? 0 : 1;
            return isGood;
        }
    }

    public void RevokeAll()
    {
        lock (gate)
        {
            foreach (Grant grant in refreshTokens.Values)
            {
                grant.IsRevoked = true;
            }
        }
    }

    public OpenIdPortalCounts Counts(int texts, int files)
    {
        lock (gate)
        {
            return new(signIns, refreshes, stale, revocations, refused, texts, files);
        }
    }

    private OpenIdTokens New(Grant grant)
    {
        if (grant.Current is null || options.Spending != OpenIdSpending.Never)
        {
            grant.Current = Random("rt");
            refreshTokens[grant.Current] = grant;
        }

        string access = Random("at");
        accessTokens[access] =
            (grant, TimeProvider.System.GetTimestamp() + (long)(options.AccessLife.TotalSeconds * TimeProvider.System.TimestampFrequency));
        return new(access, grant.Current, (int)options.AccessLife.TotalSeconds);
    }

    private static string Random(string kind) => $"{kind}_{Convert.ToHexString(RandomNumberGenerator.GetBytes(20))}";

    private sealed class Grant
    {
        public string? Current { get; set; }

        public bool IsRevoked { get; set; }
    }
}
