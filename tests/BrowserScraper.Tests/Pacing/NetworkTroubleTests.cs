using BrowserScraper.Pacing;

namespace BrowserScraper.Tests.Pacing;

public sealed class NetworkTroubleTests
{
    private static readonly Uri Address = new("http://portal.example/cars");

    [Theory]
    [InlineData("ERR_CONNECTION_REFUSED")]
    [InlineData("ERR_CONNECTION_RESET")]
    [InlineData("ERR_CONNECTION_CLOSED")]
    [InlineData("ERR_CONNECTION_TIMED_OUT")]
    [InlineData("ERR_TIMED_OUT")]
    [InlineData("ERR_EMPTY_RESPONSE")]
    [InlineData("ERR_CONTENT_LENGTH_MISMATCH")]
    [InlineData("ERR_INCOMPLETE_CHUNKED_ENCODING")]
    [InlineData("ERR_INTERNET_DISCONNECTED")]
    [InlineData("ERR_ADDRESS_UNREACHABLE")]
    [InlineData("ERR_NAME_NOT_RESOLVED")]
    public void Of_OutageInThePage_MayPass(string code) =>
        Assert.True(NetworkTrouble.Of(Address, $"net::{code} at {Address}\nCall log:")!.MayPass);

    [Theory]
    [InlineData("net::ERR_ABORTED at http://portal.example/cars")]
    [InlineData("net::ERR_CERT_AUTHORITY_INVALID at http://portal.example/cars")]
    [InlineData("net::ERR_CERT_DATE_INVALID at http://portal.example/cars")]
    [InlineData("net::ERR_BLOCKED_BY_CLIENT at http://portal.example/cars")]
    [InlineData("Target page, context or browser has been closed")]
    public void Of_NothingOfTheNetworks_IsNoTrouble(string message) => Assert.Null(NetworkTrouble.Of(Address, message));

    [Theory]
    [InlineData("ERR_PROXY_CONNECTION_FAILED")]
    [InlineData("ERR_TUNNEL_CONNECTION_FAILED")]
    public void Of_Proxy_IsNamedAndDoesNotPass(string code)
    {
        NetworkTrouble trouble = NetworkTrouble.Of(Address, $"net::{code} at {Address}")!;

        Assert.False(trouble.MayPass);
        Assert.Contains("proxy", trouble.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiRequestContext.get: connect ECONNREFUSED 127.0.0.1:1", false)]
    [InlineData("apiRequestContext.get: read ECONNRESET", true)]
    [InlineData("apiRequestContext.get: socket hang up", true)]
    public void Of_RequestContext_KnowsWhetherTheConnectionWasMade(string message, bool late) =>
        Assert.Equal(late, NetworkTrouble.Of(Address, message)!.IsLate);

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    public void Of_OwnConnection_KnowsWhetherTheConnectionWasMade(HttpRequestError error, bool late) =>
        Assert.Equal(late, NetworkTrouble.Of(Address, new HttpRequestException(error, "refused"))!.IsLate);

    [Fact]
    public void Of_CertificateOnOwnConnection_IsNoTrouble() =>
        Assert.Null(NetworkTrouble.Of(Address, new HttpRequestException(HttpRequestError.SecureConnectionError, "the certificate is bad")));

    [Theory]
    [InlineData(502, null, true)]
    [InlineData(503, null, true)]
    [InlineData(504, null, true)]
    [InlineData(503, "5", false)]
    [InlineData(500, null, false)]
    [InlineData(404, null, false)]
    public void OfStatus_GatewayWithoutAWordWhen_IsTrouble(int status, string? retryAfter, bool expected) =>
        Assert.Equal(expected, NetworkTrouble.OfStatus(Address, status, retryAfter) is not null);
}
