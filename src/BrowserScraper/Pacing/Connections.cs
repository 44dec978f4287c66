using System.Net;
using System.Net.Sockets;

namespace BrowserScraper.Pacing;

/// <summary>How our own HTTP connections are made.</summary>
internal static class Connections
{
    // Names below localhost are this machine (RFC 6761, 6.3); browsers know that, and not every system's resolver does.
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken ending)
    {
        DnsEndPoint place = context.DnsEndPoint;
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await (place.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                ? socket.ConnectAsync(IPAddress.Loopback, place.Port, ending)
                : socket.ConnectAsync(place, ending));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
