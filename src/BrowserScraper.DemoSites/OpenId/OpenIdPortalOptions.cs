using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.OpenId;

/// <summary>What the portal is like.</summary>
public sealed record OpenIdPortalOptions
{
    /// <summary>Items in the list, 1 to 10,000. Default: 75.</summary>
    public int Items { get; init; } = 75;

    /// <summary>Rows on one page of the list, 1 to 1,000. Default: 10.</summary>
    public int ItemsPerPage { get; init; } = 10;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>How long every answer takes, 0 to 1 minute. Default: 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Where the app keeps its tokens. Default: localStorage, a key for each.</summary>
    public OpenIdStorage Storage { get; init; }

    /// <summary>What becomes of a refresh token that is used. Default: it is spent, at each page load.</summary>
    public OpenIdSpending Spending { get; init; }

    /// <summary>
    /// How long an access token is good, 1 second to 1 day; a page that has one does without a new one in
    /// <see cref="OpenIdSpending.WhenExpired"/>. Default: 10 minutes.
    /// </summary>
    public TimeSpan AccessLife { get; init; } = TimeSpan.FromMinutes(10);

    internal OptionProblems Problems() => new OptionProblems()
        .Range(nameof(Items), Items, 1, 10_000)
        .Range(nameof(ItemsPerPage), ItemsPerPage, 1, 1000)
        .Range(nameof(Port), Port, 0, 65_535)
        .Range(nameof(Latency), Latency, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(AccessLife), AccessLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
}
