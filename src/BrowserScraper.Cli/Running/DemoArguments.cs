using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Running;

/// <summary>How a demo portal is to behave.</summary>
internal sealed record DemoArguments(int Vehicles, int LatencyMilliseconds, int Seed, IReadOnlyList<string> Faults)
{
    public async Task<DealerPortal> StartAsync(int port, CancellationToken stopping)
    {
        if (!FaultPlan.TryParse(Faults, Seed, out FaultPlan plan, out string error))
        {
            throw new RunStopException(StopReason.BadUsage, $"--fault: {error}");
        }

        try
        {
            return await DealerPortal.StartAsync(
                new() { Vehicles = Vehicles, Port = port, Latency = TimeSpan.FromMilliseconds(LatencyMilliseconds), Seed = Seed, Faults = plan }, stopping);
        }
        catch (ArgumentException exception)
        {
            throw new RunStopException(StopReason.BadUsage, exception.Message.Split(" (Parameter")[0], exception);
        }
        catch (IOException exception)
        {
            throw new RunStopException(StopReason.BadUsage, $"the demo portal cannot listen on port {port} ({exception.Message}); choose another with --port", exception);
        }
    }
}
