using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>How large, slow and troublesome the dealer portal is.</summary>
public sealed record DealerPortalOptions
{
    /// <summary>Vehicles in the inventory, 1 to 1,000,000. Default: 2,000.</summary>
    public int Vehicles { get; init; } = 2000;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>How long every answer takes, assets included; 0 to 1 minute. Default: 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// Requests for vehicles' pages and window stickers that are answered in a second, 0 to 1,000; more get 429 with <c>Retry-After: 1</c>.
    /// 0 for any number. Default: 0.
    /// </summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>
    /// Further requests that a vehicle's page makes beside that for its price, all at once, before it shows any of it; 0 to 20. Default: 0.
    /// </summary>
    public int DetailRequests { get; init; }

    /// <summary>Vehicles' pages have neither menu nor "Sign out": nothing on them tells who is signed in. Default: false.</summary>
    public bool HasBarePages { get; init; }

    /// <summary>Decides which vehicles there are; the same seed gives the same inventory. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What goes wrong. Default: nothing.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>Rows on one page of the inventory, 1 to 1,000. Default: 50.</summary>
    public int ItemsPerPage { get; init; } = 50;

    /// <summary>
    /// Awaited before the rows of a page of the inventory are sent, with the page's number: counts who reads the list, and makes him wait.
    /// May be called concurrently. Default: nothing.
    /// </summary>
    public Func<int, Task> RowsAsked { get; init; } = _ => Task.CompletedTask;

    /// <summary>Everything that is out of its range.</summary>
    internal OptionProblems Problems() => new OptionProblems()
        .Range(nameof(Vehicles), Vehicles, 1, 1_000_000)
        .Range(nameof(Port), Port, 0, 65_535)
        .Range(nameof(Latency), Latency, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Range(nameof(RequestsPerSecond), RequestsPerSecond, 0, 1000)
        .Range(nameof(DetailRequests), DetailRequests, 0, 20)
        .Range(nameof(ItemsPerPage), ItemsPerPage, 1, 1000);
}
