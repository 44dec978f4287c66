using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The other side: real portals inside the test process.</summary>
internal static class Portals
{
    public static Task<DealerPortal> StartAsync(int vehicles, params string[] faults) => StartAsync(vehicles, TimeSpan.Zero, faults);

    public static Task<DealerPortal> StartAsync(int vehicles, TimeSpan latency, params string[] faults)
    {
        Assert.True(FaultPlan.TryParse(faults, seed: 7, out FaultPlan plan, out string error), error);
        return DealerPortal.StartAsync(
            new() { Vehicles = vehicles, ItemsPerPage = 20, Latency = latency, Faults = plan }, TestContext.Current.CancellationToken);
    }

    public static int Stickers(this DealerPortal portal) => portal.Counts.StickersServed.Values.Sum();

    public static IEnumerable<string> Vins(this DealerPortal portal) => portal.Vehicles.Select(vehicle => vehicle.Vin);
}
