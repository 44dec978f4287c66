using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BrowserScraper.DemoSites.Media;

namespace BrowserScraper.Tests.DemoSites.Media;

/// <summary>Asks a portal's sources by their own addresses, whether or not the machine knows names below localhost.</summary>
internal sealed class MediaVisitor : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseCookies = false });
    private readonly MediaPortal portal;

    public MediaVisitor(MediaPortal portal) => this.portal = portal;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> AskAsync(Uri address, string? cookie = null) => AskUntilAsync(address, cookie, Stopping);

    public Task<HttpResponseMessage> AskAsync(string source, string path, string? cookie = null) =>
        AskAsync(new Uri(portal.AddressOf(source), path), cookie);

    /// <summary>The same for a visitor who may go away before there is an answer.</summary>
    public Task<HttpResponseMessage> AskUntilAsync(Uri address, string? cookie, CancellationToken leaving)
    {
        HttpRequestMessage request = new(HttpMethod.Get, address);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
    }

    public async Task<string> ReadAsync(string source, string path, string? cookie = null)
    {
        using HttpResponseMessage answer = await AskAsync(source, path, cookie);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stopping));
    }

    public Task<byte[]> FetchAsync(Uri address) => client.GetByteArrayAsync(address, Stopping);

    /// <summary>What a pattern's first group finds in a page.</summary>
    public static string[] AllIn(string page, string pattern) =>
        [.. Regex.Matches(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(10)).Select(match => match.Groups[1].Value)];

    public void Dispose() => client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stopping)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stopping);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
