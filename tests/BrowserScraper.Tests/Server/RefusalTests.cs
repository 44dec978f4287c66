using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

/// <summary>What must not get through: each refused with the right status, in words, and with nothing changed.</summary>
public sealed class RefusalTests
{
    private const int Limit = 60_000;
    private const string Json = "application/json";

    [Theory]
    [InlineData("POST", "jobs/workers/start", """{"num_workers":0}""", 400, "num_workers=0: must be a whole number from 1 to 64")]
    [InlineData("POST", "jobs/workers/start", """{"num_workers":-1}""", 400, "num_workers=-1: must be a whole number from 1 to 64")]
    [InlineData("POST", "jobs/workers/restart", """{"num_workers":65}""", 400, "num_workers=65: must be a whole number from 1 to 64")]
    [InlineData("POST", "jobs/workers/start", """{"num_workers":"x"}""", 400, "num_workers must be a whole number")]
    [InlineData("POST", "jobs/workers/start", """{"num_workers":1.5}""", 400, "num_workers must be a whole number")]
    [InlineData("POST", "jobs/workers/start", """{"num_wor""", 400, "the body is not JSON")]
    [InlineData("POST", "jobs/workers/start", """{"workers":3}""", 400, "'workers' is nothing that can be given here")]
    [InlineData("PUT", "settings", """{"max_workers":65,"backoff_factor":0}""", 400, "2 settings are wrong; none was changed")]
    [InlineData("PUT", "settings", """{"max_retries":-1}""", 400, "max_retries=-1: must be a whole number from 0 to 100")]
    [InlineData("PUT", "settings", """{"output_dir":" "}""", 400, "output_dir: must be the path of a folder")]
    [InlineData("POST", "jobs", """{"script":"none"}""", 400, "there is no script 'none'; scripts: dealer-inventory")]
    [InlineData("POST", "jobs", """{}""", 400, "script is missing")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","settings":{"ITEM_TIMEOUT":"x","NONE":1}}""", 400, "2 settings are wrong")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","settings":{"DEALER_INVENTORY_PASSWORD":"x"}}""", 400, "set it in .env")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","settings":{"DEALER_INVENTORY_URL":"http://x/"}}""", 400,
        "set it with them, in .env")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","settings":{"DEALER_INVENTORY_HTTP_USERNAME":"x"}}""", 400,
        "belongs to the credentials")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","settings":{"PAGE_LOCALE":"http://a:b@x/"}}""", 400,
        "PAGE_LOCALE holds a user and a password in an address")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","settings":{"DATA_DIR":"/tmp"}}""", 400, "DATA_DIR is the service's own")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","profile":"none"}""", 400, "there is no profile 'none'")]
    [InlineData("POST", "jobs", """{"script":"dealer-inventory","input":["x"]}""", 409, "dealer-inventory takes no input")]
    [InlineData("POST", "jobs/none/pause", null, 404, "there is no job 'none'")]
    [InlineData("POST", "jobs/none/items", """{"items":["x"]}""", 404, "there is no job 'none'")]
    [InlineData("GET", "jobs/events?since=x", null, 400, "since=x: must be a whole number")]
    [InlineData("GET", "nothing", null, 404, "there is nothing at /nothing")]
    [InlineData("DELETE", "settings", null, 405, "DELETE is not allowed here")]
    public async Task Request_WithAMistake_IsRefusedAndChangesNothing(string method, string path, string? body, int status, string detail)
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string before = await service.EverythingAsync();

        HttpResponseMessage answer = await service.SendAsync(new(method), path, body);

        await AssertRefusedAsync(answer, status, detail);
        Assert.Equal(before, await service.EverythingAsync());
    }

    [Theory]
    [InlineData("/jobs/../settings")]
    [InlineData("/jobs/%2e%2e/settings")]
    [InlineData("/jobs/.%2E/settings")]
    [InlineData("/jobs/..%2fsettings")]
    [InlineData("/jobs/..%5csettings")]
    [InlineData("/jobs/%252e%252e/settings")]
    [InlineData("/jobs/dealer-inventory/runs/..%2f../report")]
    [InlineData("/jobs/dealer-inventory/failures/x/../x.png")]
    [InlineData("/..")]
    public async Task Address_ThatLeadsUpwards_IsRefused(string target)
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);

        Assert.StartsWith(
            "HTTP/1.1 400 ",
            await RawAsync(service.Address, $"GET {target} HTTP/1.1\r\nHost: {service.Address.Authority}\r\nConnection: close\r\n\r\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ByAPath_IsNotFound()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        (await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();

        await AssertRefusedAsync(
            await service.Client.GetAsync(
                "jobs/dealer-inventory/file?key=x&name=../../service/jobs.json", TestContext.Current.CancellationToken), 404,
                "has no file");
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:{port}", 421)]
    [InlineData("127.0.0.1:1", 421)]
    [InlineData("127.0.0.1", 421)]
    [InlineData("localhost.evil.example:{port}", 421)]
    [InlineData("localhost:{port}", 200)]
    [InlineData("127.0.0.1:{port}", 200)]
    [InlineData("[::1]:{port}", 200)]
    public async Task Host_ThatIsNotOurs_IsRefused(string host, int status)
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string named = host.Replace("{port}", $"{service.Address.Port}", StringComparison.Ordinal);

        Assert.StartsWith(
            $"HTTP/1.1 {status} ", await RawAsync(service.Address, $"GET /settings HTTP/1.1\r\nHost: {named}\r\nConnection: close\r\n\r\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("null")]
    public async Task Origin_ThatIsNotOurs_IsRefusedAlsoForWebSockets(string origin)
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string before = await service.EverythingAsync();
        string upgrade =
            $"GET /jobs/status HTTP/1.1\r\nHost: {service.Address.Authority}\r\nOrigin: {origin}\r\nUpgrade: websocket\r\nConnection: "
                + "Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

        await AssertRefusedAsync(
            await service.SendAsync(HttpMethod.Post, "jobs/workers/start", """{"num_workers":9}""", ("Origin", origin)), 403,
            "a page of another site");
        Assert.StartsWith("HTTP/1.1 403 ", await RawAsync(service.Address, upgrade), StringComparison.Ordinal);
        Assert.Equal(before, await service.EverythingAsync());
    }

    [Fact]
    public async Task Origin_ThatIsOurs_IsServedWithoutHeadersForOthers()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);

        HttpResponseMessage answer = await service.SendAsync(
            HttpMethod.Get, "settings", null, ("Origin", $"http://{service.Address.Authority}"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            403, (int)(await service.SendAsync(
                HttpMethod.Get, "settings", null, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"))).StatusCode);
    }

    [Fact(Timeout = Limit)]
    public async Task Body_OfAHundredMegabytes_IsRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string before = await service.EverythingAsync();
        string head =
            $"POST /jobs HTTP/1.1\r\nHost: {service.Address.Authority}\r\nContent-Type: {Json}\r\nContent-Length: "
                + $"{100 * 1024 * 1024}\r\nConnection: close\r\n\r\n";

        Assert.StartsWith("HTTP/1.1 413 ", await RawAsync(service.Address, head), StringComparison.Ordinal);
        Assert.Equal(before, await service.EverythingAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Body_ThatTellsNoLength_IsCountedAsItComes()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string chunk = new(' ', 1 << 20);
        StringBuilder text =
            new($"POST /jobs HTTP/1.1\r\nHost: {service.Address.Authority}\r\nContent-Type: {Json}\r\nTransfer-Encoding: "
                + "chunked\r\nConnection: close\r\n\r\n");
        for (int megabyte = 0; megabyte < 11; megabyte++)
        {
            text.Append($"{chunk.Length:x}\r\n{chunk}\r\n");
        }

        Assert.StartsWith("HTTP/1.1 413 ", await RawAsync(service.Address, text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatIsNoJson_IsRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);

        using FormUrlEncodedContent form = new([KeyValuePair.Create("num_workers", "3")]);
        await AssertRefusedAsync(
            await service.Client.PostAsync("jobs/workers/start", form, TestContext.Current.CancellationToken), 415,
            "the body must be JSON");
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, int status, string detail)
    {
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    // A client of the framework would mend such requests before they leave.
    private static async Task<string> RawAsync(Uri address, string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        Stream stream = client.GetStream();
        Task sending = stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken).AsTask();
        using StreamReader reader = new(stream, Encoding.ASCII);
        string? line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await sending.ContinueWith(_ => { }, TaskScheduler.Default); // refused half-way, it may fail
        return line ?? "";
    }
}
