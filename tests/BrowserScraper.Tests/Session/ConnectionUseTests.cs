using System.Text.Json;
using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

/// <summary>Answers as Chromium 156 tells of them in Network.responseReceived, shortened.</summary>
public sealed class ConnectionUseTests
{
    [Fact]
    public void Of_ReusedConnection_WaitedFromTheStartUntilItWasSent() =>
        Assert.Equal(("127.0.0.1:43891", 390, 255), Read(Answer(sendStart: 390, answered: 645)));

    [Fact]
    public void Of_NewConnection_LookingUpAndConnectingIsNoWaiting() =>
        Assert.Equal(("127.0.0.1:43891", 4, 250), Read(Answer(sendStart: 104, answered: 354, dns: (1, 31), connect: (31, 101))));

    [Theory]
    [InlineData("h2")]
    [InlineData("h3")]
    public void Of_OneConnectionForEverything_IsNotCounted(string protocol) =>
        Assert.Null(ConnectionUse.Of(Answer(390, 645, protocol: protocol)));

    [Fact]
    public void Of_FromTheDisk_IsNotCounted() => Assert.Null(ConnectionUse.Of(Answer(390, 645, fromDisk: true)));

    [Fact]
    public void Of_OldAnswerOutOfThePagesMemory_IsNotCounted() => Assert.Null(ConnectionUse.Of(Answer(390, 645, age: 14)));

    [Fact]
    public void Of_NoTimes_IsNotCounted() =>
        Assert.Null(ConnectionUse.Of(JsonElement.Parse("""{"timestamp":1,"response":{"url":"data:,x","protocol":"data"}}""")));

    private static (string Host, int Waited, int Used) Read(JsonElement answer) => ConnectionUse.Of(answer) is { } use
        ? (use.Host, (int)Math.Round(use.Waited.TotalMilliseconds), (int)Math.Round(use.Used.TotalMilliseconds))
        : default;

    private static JsonElement Answer(
        double sendStart, double answered, (double Start, double End)? dns = null, (double Start, double End)? connect = null,
        string protocol = "http/1.1", bool fromDisk = false, double age = 0.01)
    {
        const double Requested = 23426.630404;
        (double lookedUp, double found) = dns ?? (-1, -1);
        (double connecting, double connected) = connect ?? (-1, -1);
        return JsonSerializer.SerializeToElement(new
        {
            timestamp = Requested + (answered / 1000) + age,
            response = new
            {
                url = "http://127.0.0.1:43891/vehicles/0HL2F5C61SZ659202",
                fromDiskCache = fromDisk,
                fromPrefetchCache = false,
                protocol,
                timing = new
                {
                    requestTime = Requested, proxyStart = -1, proxyEnd = -1, dnsStart = lookedUp, dnsEnd = found, connectStart = connecting,
                    connectEnd = connected,
                    sslStart = -1, sslEnd = -1, sendStart, sendEnd = sendStart
                        + 0.1, receiveHeadersStart = answered - 0.1, receiveHeadersEnd = answered,
                },
            },
        });
    }
}
