using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Running;

/// <summary>How a demo portal is to behave.</summary>
internal sealed record DemoArguments(int Vehicles, int LatencyMilliseconds, int Seed, IReadOnlyList<string> Faults)
{
    private const int FirstPort = 20_000; // below the ports that systems hand out by themselves
    private const int Ports = 10_000;

    /// <summary>
    /// Starts the portal of a run at the same address every time, since a checkpoint remembers where its items are. A
    /// taken port means that another run holds the job, or a stranger the port; a free one does then for a new job.
    /// </summary>
    public async Task<DealerPortal> StartEmbeddedAsync(string jobFolder, CancellationToken stopping)
    {
        try
        {
            return await StartAsync(FirstPort + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(jobFolder))) % Ports), stopping);
        }
        catch (RunStopException stop) when (stop.InnerException is IOException or SocketException)
        {
            return await StartAsync(port: 0, stopping);
        }
    }

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
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new RunStopException(StopReason.BadUsage, $"the demo portal cannot listen on port {port} ({exception.Message}); choose another with --port", exception);
        }
    }
}
