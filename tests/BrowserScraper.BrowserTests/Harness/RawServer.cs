using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Answers each connection with the same bytes and closes it in order, or keeps it open and says no more.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly byte[] answer;
    private readonly bool closes;

    public RawServer(string answer, bool closes = true)
    {
        (this.answer, this.closes) = (Encoding.ASCII.GetBytes(answer), closes);
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/page");
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>An address at which nobody listens.</summary>
    public static Uri Closed()
    {
        using RawServer server = new("");
        return server.Address;
    }

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        CancellationToken over = ending.Token;
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(over), over);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken over)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            byte[] request = new byte[8192];
            if (await stream.ReadAsync(request, over) > 0)
            {
                await stream.WriteAsync(answer, over);
            }

            if (!closes)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
