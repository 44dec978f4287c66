using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>How large, slow and troublesome the dealer portal is.</summary>
public sealed record DealerPortalOptions
{
    /// <summary>Vehicles in the inventory, 1 to 1,000,000. Default: 2,000.</summary>
    public int Vehicles { get; init; } = 2000;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>Waited before every answer, assets included; 0 to 1 minute. Default: 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Decides which vehicles there are; the same seed gives the same inventory. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What goes wrong. Default: nothing.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>Rows on one page of the inventory, 1 to 1,000. Default: 50.</summary>
    public int ItemsPerPage { get; init; } = 50;

    /// <summary>Everything that is out of its range.</summary>
    internal IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Require(Vehicles is >= 1 and <= 1_000_000, $"{nameof(Vehicles)} is {Vehicles}; allowed is 1 to 1,000,000");
        Require(Port is >= 0 and <= 65_535, $"{nameof(Port)} is {Port}; allowed is 0 to 65,535");
        Require(
            Latency >= TimeSpan.Zero && Latency <= TimeSpan.FromMinutes(1),
            $"{nameof(Latency)} is {Latency}; allowed is 00:00:00 to 00:01:00");
        Require(ItemsPerPage is >= 1 and <= 1000, $"{nameof(ItemsPerPage)} is {ItemsPerPage}; allowed is 1 to 1,000");
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
