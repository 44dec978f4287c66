using System.Text.RegularExpressions;

namespace BrowserScraper.Pacing;

/// <summary>What came in the place of an answer.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Why">In one line.</param>
internal sealed partial record NetworkTrouble(Uri Address, string Why)
{
    private static readonly HashSet<string> Outages = new(StringComparer.Ordinal)
    {
        "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_CONNECTION_CLOSED", "ERR_CONNECTION_ABORTED", "ERR_CONNECTION_FAILED",
        "ERR_CONNECTION_TIMED_OUT",
        "ERR_TIMED_OUT", "ERR_SOCKET_NOT_CONNECTED", "ERR_ADDRESS_UNREACHABLE", "ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED",
        "ERR_NETWORK_IO_SUSPENDED",
        "ERR_EMPTY_RESPONSE", "ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_RESPONSE_HEADERS_TRUNCATED",
        "ERR_HTTP2_PROTOCOL_ERROR", "ERR_HTTP2_PING_FAILED", "ERR_HTTP2_SERVER_REFUSED_STREAM", "ERR_QUIC_PROTOCOL_ERROR",
    };

    private static readonly HashSet<string> Names = new(
        StringComparer.Ordinal) { "ERR_NAME_NOT_RESOLVED", "ERR_NAME_RESOLUTION_FAILED", "ERR_DNS_TIMED_OUT" };

    /// <summary>It may be over soon, as an outage is. False: it is settled, such as a certificate that does not fit.</summary>
    public bool MayPass { get; private init; } = true;

    /// <summary>The host's name was not found.</summary>
    public bool IsOfName { get; private init; }

    /// <summary>The connection was made, and broke: another way of asking may get through.</summary>
    public bool IsLate { get; private init; }

    /// <summary>What whoever stands before the site answered with, or null.</summary>
    public int? Status { get; private init; }

    /// <summary>Reads what a browser's page or Playwright's request context says.</summary>
    /// <returns>Null where that is nothing of the network's: a page that was closed, a request that was given up or blocked, a
    /// certificate.</returns>
    public static NetworkTrouble? Of(Uri address, string message)
    {
        if (Code().Match(message) is { Success: true } found)
        {
            return OfCode(address, found.Value);
        }

        return Requests().Match(message) is not { Success: true } request ? null : new(address, $"{request.Value} ({address.AbsoluteUri})")
        {
            IsOfName = request.Value is "ENOTFOUND" or "EAI_AGAIN",
            IsLate = request.Value is "ECONNRESET" or "EPIPE" or "socket hang up",
        };
    }

    /// <summary>Reads what our own connection says.</summary>
    public static NetworkTrouble? Of(Uri address, HttpRequestException exception)
    {
        NetworkTrouble trouble = new(address, $"{exception.Message} ({address.AbsoluteUri})");
        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => trouble with { IsOfName = true },
            HttpRequestError.ConnectionError => trouble,
            HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError => trouble with { IsLate = true },
            HttpRequestError.ProxyTunnelError => trouble with { Why = $"the proxy: {trouble.Why}", MayPass = false },
            // cut off within the handshake, or before the answer
            _ => exception.InnerException is IOException ? trouble with { IsLate = true } : null,
        };
    }

    /// <summary>Nothing came in time.</summary>
    public static NetworkTrouble Silence(Uri address) =>
        new(address, $"no answer in time from {address.AbsoluteUri} (REQUEST_TIMEOUT)") { IsLate = true };

    /// <summary>What came ends too early.</summary>
    public static NetworkTrouble Half(Uri address, string why) => new(address, $"{why} ({address.AbsoluteUri})") { IsLate = true };

    /// <summary>An answer of whoever stands before the site: 502, 503 or 504 without a word when to come back.</summary>
    /// <returns>Null where the answer is another.</returns>
    public static NetworkTrouble? OfStatus(Uri address, int status, string? retryAfter) =>
        status is 502 or 503 or 504 && retryAfter is null
            ? new(address, $"{status} for {address.AbsoluteUri}") { IsLate = true, Status = status } : null;

    private static NetworkTrouble? OfCode(Uri address, string code)
    {
        NetworkTrouble trouble = new(address, $"{code} for {address.AbsoluteUri}");
        bool isOfProxy = code.StartsWith("ERR_PROXY_", StringComparison.Ordinal)
            || code.StartsWith("ERR_TUNNEL_", StringComparison.Ordinal);
        return isOfProxy ? trouble with { Why = $"the proxy does not let it through: {trouble.Why}", MayPass = false }
            : Names.Contains(code) ? trouble with { IsOfName = true }
            : Outages.Contains(code) ? trouble
            : null;
    }

    [GeneratedRegex("(?<=net::)ERR_[A-Z0-9_]+")]
    private static partial Regex Code();

    // As Node says it.
    [GeneratedRegex(@"\b(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|socket hang up)\b")]
    private static partial Regex Requests();
}
