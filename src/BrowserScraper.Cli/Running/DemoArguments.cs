using System.Net.Sockets;
using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Running;

/// <summary>How the demo portals are to behave.</summary>
internal sealed record DemoArguments(int Vehicles, int Books, int LatencyMilliseconds, int Seed, IReadOnlyList<string> Faults)
{
    /// <summary>The scripts that have a demo portal.</summary>
    public static IReadOnlyList<string> Scripts { get; } = ["dealer-inventory", "book-library"];

    public static string Prefix(string script) => script.ToUpperInvariant().Replace('-', '_');

    /// <summary>Starts the demo portal of a script.</summary>
    /// <exception cref="RunStopException">The script has none, an option is wrong, or the port is taken.</exception>
    public async Task<IDemoPortal> StartAsync(string script, int port, CancellationToken stopping)
    {
        if (!FaultPlan.TryParse(Faults, Seed, out FaultPlan plan, out string error))
        {
            throw new RunStopException(StopReason.BadUsage, $"--fault: {error}");
        }

        TimeSpan latency = TimeSpan.FromMilliseconds(LatencyMilliseconds);
        try
        {
            return script switch
            {
                "dealer-inventory" => await DealerPortal.StartAsync(new() { Vehicles = Vehicles, Port = port, Latency = latency, Seed = Seed, Faults = plan }, stopping),
                "book-library" => await BookPortal.StartAsync(new() { Books = Books, Port = port, Latency = latency, Seed = Seed, Faults = plan }, stopping),
                _ => throw new RunStopException(StopReason.BadUsage,
                    $"{script} has no demo portal; set {Prefix(script)}_URL, {Prefix(script)}_USERNAME and {Prefix(script)}_PASSWORD, best in .env"),
            };
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
