using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli;
using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

/// <summary>
/// Many tries of each kind at one service: every one is refused, none with 500, and nothing has changed after all of them.
/// </summary>
public sealed class AttackTests
{
    private static readonly string[] Ups =
    [
        "..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "..%2f..", "..%5c..", "%252e%252e", "%25252e%25252e", "..%00", "x/../..", "x%2f..%2f..",
    ];

    private static readonly string[] Places =
    [
        "/{0}/settings", "/jobs/{0}/settings", "/jobs/dealer-inventory/runs/{0}/report", "/jobs/dealer-inventory/failures/{0}/x/y.png",
        "/jobs/dealer-inventory/failures/r/{0}/y.png",
        "/jobs/dealer-inventory/runs/r/failures/x/{0}/y.png", "/css/{0}/index.html", "/jobs/{0}", "/{0}/{0}/etc/passwd",
    ];

    private static readonly string[] Posts =
        ["jobs", "jobs/workers/start", "jobs/workers/restart", "jobs/dealer-inventory/items", "jobs/dealer-inventory/items/cancel",
        "jobs/dealer-inventory/retry"];

    private static readonly string[] Charsets = ["utf-7", "utf-16", "utf-32", "iso-8859-1", "us-ascii", "x-user-defined", "\"utf-7\""];

    private static readonly string[] Bodies =
    [
        "null", "[]", "[null]", "1", "\"x\"", "{\"\":1}", "{\"script\":null}", "{\"script\":1}", "{\"script\":[]}",
        "{\"script\":\"dealer-inventory\",\"input\":[null]}",
        "{\"script\":\"video-subtitles\",\"input\":[null]}", "{\"script\":\"video-subtitles\",\"input\":[1]}",
        "{\"script\":\"video-subtitles\",\"input\":[[]]}", "{\"script\":\"video-subtitles\",\"input\":\"x\"}",
        "{\"script\":\"video-subtitles\",\"settings\":null,\"input\":[{}]}", "{\"script\":\"video-subtitles\",\"settings\":[]}",
        "{\"script\":\"video-subtitles\",\"settings\":{\"LANGUAGES\":null}}",
        "{\"script\":\"video-subtitles\",\"settings\":{\"LANGUAGES\":[]}}", "{\"script\":\"video-subtitles\",\"profile\":[]}",
        "{\"script\":\"../x\"}", "{\"script\":\"media-search/../../x\"}",
        "{\"script\":\"dealer-inventory\",\"request\":\"../../x\"}", "{\"num_workers\":1e999}", "{\"num_workers\":\"\\ud83d\"}",
        "{\"items\":[null]}", "{\"items\":null}", "{\"items\":[{\"input\":null}]}", "{\"key\":null}",
        "\ufeff{", "{\"script\":\"dealer-inventory\"", "",
    ];

    private static readonly string[] Values = ["/dev/zero", "1", "../../x"];

    [Fact]
    public async Task Addresses_ThatLeadUpwards_AreAllRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string before = await service.EverythingAsync();
        foreach (string target in from place in Places from up in Ups select string.Format(null, place, up)) // 108
        {
            Assert.True(await StatusOfAsync(service, $"GET {target} HTTP/1.1", $"Host: {service.Address.Authority}") is 400 or 404, target);
        }

        Assert.Equal(before, await service.EverythingAsync());
    }

    [Fact]
    public async Task HostsAndOrigins_ThatAreNotOurs_AreAllRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string own = service.Address.Authority;
        string[] hosts =
            ["evil.example", "", " ", "127.0.0.1", "0.0.0.0", $"evil.example@{own}", $"{own}.evil.example", $"{own}@evil.example", "[::1]",
            "localhost"];
        foreach (string host in hosts)
        {
            Assert.True(await StatusOfAsync(service, "GET /settings HTTP/1.1", $"Host: {host}") is 400 or 421, host);
        }

        string[] origins =
            ["null", "http://evil.example", $"http://{own}.evil.example", $"http://evil.example#{own}", $"http://{own}:1", "file://",
            "chrome-extension://x", $"http://user@{own}", "x"];
        foreach (string origin in origins)
        {
            Assert.True(await StatusOfAsync(
                service, "POST /jobs/workers/stop HTTP/1.1", $"Host: {own}\r\nContent-Length: 0\r\nOrigin: {origin}") is 400 or 403,
                origin);
        }
    }

    [Fact]
    public async Task Bodies_OfOtherShapesAndLetters_AreAllRefused()
    {
        using TemporaryFolder folder = new();
        await WrittenJob.WriteAsync(folder);
        await using Service service = await Service.StartAsync(folder);
        string before = await service.EverythingAsync();
        foreach ((string path, string charset) in from path in Posts from charset in Charsets select (path, charset)) // 42
        {
            using StringContent body = new("{}", Encoding.UTF8);
            body.Headers.Remove("Content-Type");
            body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
            Assert.True(415 == await StatusOfAsync(service.Client.PostAsync(path, body, TestContext.Current.CancellationToken)),
                $"{path} {charset}");
        }

        // above 100
        foreach ((string path, string body) in from path in Posts.Except(["jobs/dealer-inventory/retry"]) from body in Bodies where IsWrong(
            path, body) select (path, body))
        {
            Assert.True(await StatusOfAsync(service.PostAsync(path, body)) is 400 or 404 or 409 or 415, $"{path} {body}");
        }

        Assert.Equal(before, await service.EverythingAsync());
    }

    [Fact]
    public async Task SignIn_WithALargeForm_IsRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder, token: "a token of sixteen letters");
        string own = $"Host: {service.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded";
        using FormUrlEncodedContent form = new([KeyValuePair.Create("token", new string('x', 17 << 10))]);

        Assert.Equal(413, await StatusOfAsync(service.Client.PostAsync("sign-in", form, TestContext.Current.CancellationToken)));
        Assert.Equal(413, await StatusOfAsync(service, "POST /sign-in HTTP/1.1", $"{own}\r\nContent-Length: {9 << 20}"));
        Assert.Equal(
            413, await StatusOfAsync(
                service, "POST /sign-in HTTP/1.1", $"{own}\r\nTransfer-Encoding: chunked\r\n\r\n4400\r\n{new string('x', 0x4400)}\r\n0"));
    }

    /// <summary>Whatever is not marked for orders, of all scripts.</summary>
    [Fact]
    public async Task Orders_ThatReachBeyondTheJob_AreAllRefused()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        string before = await service.EverythingAsync();
        foreach (SiteScriptEntry entry in Tool.Scripts)
        {
            SettingDefinition[] forbidden =
                [.. SettingsCatalog.Harness.Concat(SettingsCatalog.Service).Concat(entry.Settings)
                .Where(setting => !setting.IsForOrders && (entry.NeedsSignIn || !setting.Name.EndsWith("_URL", StringComparison.Ordinal)))];
            foreach ((SettingDefinition setting, string value) in from setting in forbidden from value in Values select (setting, value))
            {
                string order = JsonSerializer.Serialize(
                    new { script = entry.Name, settings = new Dictionary<string, string> { [setting.Name] = value } });
                Assert.True(400 == await StatusOfAsync(service.PostAsync("jobs", order)), order);
            }
        }

        foreach (string output in (string[])["/", "/etc/browserscraper", "/tmp", Path.GetPathRoot(folder.Root)!,
            Path.Combine(folder.Root, "..", "elsewhere"), folder.Root + "-beside"])
        {
            Assert.True(400 == await StatusOfAsync(
                service.SendAsync(HttpMethod.Put, "settings", JsonSerializer.Serialize(new { output_dir = output }))), output);
        }

        Assert.Equal(before, await service.EverythingAsync());
        Assert.False(Directory.Exists("/etc/browserscraper"));
    }

    /// <summary>What stands in a job's folder as a link leads elsewhere, and is not sent.</summary>
    [Fact]
    public async Task Links_InAJobsFolder_AreNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links takes rights there");
        using TemporaryFolder folder = new();
        string job = WrittenJob.FolderIn(folder);
        string secret = Directory.CreateDirectory(folder["secret"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(secret, "a.html"), "secret", TestContext.Current.CancellationToken);
        await using (JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(
            job, WrittenJob.Job, "the test's portal", TimeProvider.System))
        {
            await checkpoint.RecordAsync(
                new ItemRecord(new WorkItem("item-1")) { State = ItemState.Done, Files = [new("a.html", 6, ""), new("in/a.html", 6, "")] });
        }

        string run = Directory.CreateDirectory(Path.Combine(job, "runs", "20260101-000000-0000")).FullName;
        Directory.CreateDirectory(Path.Combine(run, "failures", "item-1"));
        Directory.CreateDirectory(Path.Combine(job, "files"));
        File.CreateSymbolicLink(Path.Combine(job, "files", "a.html"), Path.Combine(secret, "a.html"));
        Directory.CreateSymbolicLink(Path.Combine(job, "files", "in"), secret);
        File.CreateSymbolicLink(Path.Combine(run, "failures", "item-1", "a.html"), Path.Combine(secret, "a.html"));
        Directory.CreateSymbolicLink(Path.Combine(run, "failures", "item-2"), secret);
        File.CreateSymbolicLink(Path.Combine(run, "report.html"), Path.Combine(secret, "a.html"));
        Directory.CreateSymbolicLink(Path.Combine(job, "runs", "20260102-000000-0000"), secret);
        File.Copy(Path.Combine(secret, "a.html"), Path.Combine(secret, "report.html"));
        await using Service service = await Service.StartAsync(folder);

        foreach (string path in (string[])["file?key=item-1&name=a.html", "file?key=item-1&name=in/a.html",
            "failures/20260101-000000-0000/item-1/a.html", "failures/20260101-000000-0000/item-2/a.html",
            "runs/20260101-000000-0000/report", "runs/20260102-000000-0000/report"])
        {
            Assert.True(404 == await StatusOfAsync(
                service.Client.GetAsync($"jobs/{WrittenJob.Job}/{path}", TestContext.Current.CancellationToken)), path);
        }
    }

    // Workers may be started without a number.
    private static bool IsWrong(string path, string body) =>
        body is not ("" or "null") || !path.StartsWith("jobs/workers/", StringComparison.Ordinal);

    private static async Task<int> StatusOfAsync(Task<HttpResponseMessage> asked)
    {
        using HttpResponseMessage answer = await asked;
        return (int)answer.StatusCode;
    }

    private static async Task<int> StatusOfAsync(Service service, string line, string headers)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, service.Address.Port, TestContext.Current.CancellationToken);
        Stream stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{line}\r\n{headers}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using StreamReader reader = new(stream, Encoding.ASCII);
        string? first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(first!.Split(' ')[1], null);
    }
}
