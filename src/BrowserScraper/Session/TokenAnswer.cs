using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>One answer, as far as tokens go: what its request left with, and what it sets.</summary>
/// <param name="Address">What was asked for; each hop of a redirect chain is an answer by itself.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="By">Who asked: a page, or a download.</param>
internal sealed record TokenAnswer(Uri Address, int Status, string By)
{
    /// <summary>The cookies that the request left with.</summary>
    public IReadOnlyList<CarriedCookie> Carried { get; init; } = [];

    /// <summary>The cookies that the answer sets, deletions included.</summary>
    public IReadOnlyList<Cookie> Set { get; init; } = [];

    /// <summary>Where a redirect leads; null for none.</summary>
    public Uri? Location { get; init; }

    /// <summary>When the request left.</summary>
    public required DateTimeOffset Left { get; init; }

    /// <summary>When the answer's headers were there.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>It is a page, not what a script asks for.</summary>
    public bool IsDocument { get; init; }

    /// <summary>Addresses that behave alike: those below the same first folder.</summary>
    public string Folder => Address.Segments.Length > 2 ? $"/{Address.Segments[1]}**" : Address.AbsolutePath;

    public bool IsGood => Status is >= 200 and < 300;

    public string? Carries(CookieKey key)
    {
        foreach (CarriedCookie cookie in Carried)
        {
            if (cookie.Is(key))
            {
                return cookie.Digest;
            }
        }

        return null;
    }
}
