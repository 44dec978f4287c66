using System.Net;
using BrowserScraper.Items;

namespace BrowserScraper.Server.Access;

/// <summary>Where the service may listen.</summary>
internal static class ListenAddress
{
    private const int ShortestToken = 16;

    /// <exception cref="RunStopException">The address is none, or would be open to everybody.</exception>
    public static IPAddress Of(ServiceSetup setup)
    {
        IPAddress? address = setup.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.Loopback : IPAddress.TryParse(setup.Host, out IPAddress? parsed) ? parsed : null;
        return (address, setup.Token) switch
        {
            (null, _) => throw Wrong($"SERVER_HOST={setup.Host}: must be an IP address of this machine, or localhost"),
            (_, { Length: < ShortestToken }) => throw Wrong($"SERVER_TOKEN=***: must have at least {ShortestToken} characters"),
            (_, null) when !IPAddress.IsLoopback(address) =>
                throw Wrong($"SERVER_HOST={setup.Host} can be reached from other machines: set SERVER_TOKEN, best in .env, or listen on "
                    + "127.0.0.1"),
            _ => address,
        };
    }

    private static RunStopException Wrong(string message) => new(StopReason.BadUsage, message);
}
