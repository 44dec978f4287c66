using System.Net;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.Server.Access;

/// <summary>
/// Keeps other web pages out: a page of another site can make its visitor's browser ask this service, but it cannot choose what that
/// browser says of where the page is from, nor, on the loopback address, by which name it asks.
/// </summary>
/// <param name="isLoopback">The service listens for this machine alone.</param>
internal sealed class HostRule(bool isLoopback)
{
    private const int HttpPort = 80;

    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <returns>Why a request is not answered, or null.</returns>
    public ServiceException? Refuse(HttpRequest request)
    {
        if (isLoopback && !IsOurs(request.Host, request.HttpContext.Connection.LocalPort))
        {
            return new(StatusCodes.Status421MisdirectedRequest,
                $"this service is for this machine alone: ask for localhost or 127.0.0.1 with its port, not for '{request.Host}'");
        }

        if (request.Headers.Origin is { Count: > 0 } origin && !IsSame(origin.ToString(), request.Host))
        {
            return new(StatusCodes.Status403Forbidden, $"a page of another site ('{origin}') asks; only pages of this service may");
        }

        // What a browser says of requests that carry no Origin, such as a picture's. Following a link from elsewhere is fine.
        bool isForeign = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return isForeign && request.Headers["Sec-Fetch-Mode"] != "navigate"
            ? new(StatusCodes.Status403Forbidden, "a page of another site asks; only pages of this service may")
            : null;
    }

    private static bool IsOurs(HostString host, int port) => (host.Port ?? HttpPort) == port
        && (LoopbackNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));

    // Behind a proxy that speaks TLS the scheme differs.
    private static bool IsSame(string origin, HostString host) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
        && from.Scheme is "http" or "https"
        && from.UserInfo.Length == 0
        && string.Equals(from.Authority, HostString.FromUriComponent(host.ToUriComponent()).Value, StringComparison.OrdinalIgnoreCase);
}
