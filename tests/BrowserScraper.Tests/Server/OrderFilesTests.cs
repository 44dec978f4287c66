using System.Diagnostics;
using System.Text.Json;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

/// <summary>An order names a file by its name alone, out of the operator's folder, and nothing else on the machine.</summary>
public sealed class OrderFilesTests : IDisposable
{
    private const string Setting = "MEDIA_SOURCES_FILE";
    private const string Sources =
        """{"sources":[{"name":"mine","kind":"image","search":"http://127.0.0.1:1/?q={query}&p={page}","results":"img","file":"src"}]}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Order_FileOfTheFolder_IsTakenAndKeptByItsName()
    {
        string files = await FilesAsync();
        await using Service service = await Service.StartAsync(folder, orderFiles: files);

        using HttpResponseMessage answer = await service.PostAsync("jobs", Order("mine.json"));

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        string kept = await File.ReadAllTextAsync(
            Path.Combine(folder["data"], "service", "jobs.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"mine.json\"", kept, StringComparison.Ordinal); // a folder that has moved is no matter
        Assert.DoesNotContain(files, kept, StringComparison.Ordinal);
    }

    /// <summary>A name that is right, and a source that the file does not have: the file was read.</summary>
    [Fact]
    public async Task Order_SourceThatTheFileLacks_IsToldWhatItHas()
    {
        await using Service service = await Service.StartAsync(folder, orderFiles: await FilesAsync());

        Assert.Contains(
            "there is no source 'gallery' in", await RefusalAsync(service, "mine.json", ("SOURCES", "gallery")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_NoFolderIsSet_NamesTheSettingForIt()
    {
        await using Service service = await Service.StartAsync(folder);

        foreach (string value in (string[])["mine.json", "/dev/zero", ""])
        {
            Assert.Contains("ORDER_FILES_DIR", await RefusalAsync(service, value), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Order_AnythingButAFileOfTheFolder_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take rights there, and there are no pipes");
        string files = await FilesAsync();
        await File.WriteAllTextAsync(folder["secret.json"], Sources, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files, ".hidden.json"), Sources, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(files, "below")).FullName, "mine.json"), Sources,
            TestContext.Current.CancellationToken);
        Link(files, "link.json", folder["secret.json"]);
        Link(files, "inner.json", "mine.json");
        Link(files, "zero.json", "/dev/zero");
        Link(files, "nowhere.json", "/no/such");
        Directory.CreateSymbolicLink(Path.Combine(files, "elsewhere"), folder.Root);
        using (Process pipe = Process.Start("mkfifo", [Path.Combine(files, "pipe.json")]))
        {
            await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, pipe.ExitCode);
        }

        await using Service service = await Service.StartAsync(folder, orderFiles: files);
        string before = await service.EverythingAsync();
        foreach (string value in (string[])
            [
                Path.Combine(files, "mine.json"), folder["secret.json"], "/dev/zero", "/dev/stdin", "/proc/self/environ", "/etc/passwd",
                "~/mine.json", "file:///etc/passwd", @"C:\mine.json", @"\\server\mine.json",
                "..", ".", "", " ", "../secret.json", "./mine.json", "below/mine.json", "below/../mine.json", "elsewhere/secret.json",
                @"..\secret.json", @"below\mine.json", "mine.json/", "/mine.json", "mine.json/.",
                "link.json", "inner.json", "zero.json", "nowhere.json", "elsewhere", "below", "pipe.json", ".hidden.json",
                "%2e%2e%2fsecret.json", "mine%2ejson", "..%2fsecret.json", "mine.json%00", "mine.json\0", "mine.json\0.txt",
                "../secret.json\0", "mine.json\n", "mine.json ", " mine.json", "mine.json:x", "mine.json::$DATA",
                "MINE.json", "Mine.json", "mine.JSON", "mine", "m*.json", "mine.jso?", "m\u0131ne.json", "mine\uFF0Ejson", "no-such.json",
                new string('x', 5000),
            ])
        {
            Assert.StartsWith($"{Setting}=", await RefusalAsync(service, value), StringComparison.Ordinal);
        }

        foreach (string other in (string[])["media_sources_file", "Media_Sources_File", $"{Setting} ", $" {Setting}"])
        {
            Assert.Contains(
                "there is no setting", await RefusalAsync(service, value: null, (other, "mine.json")), StringComparison.Ordinal);
        }

        Assert.Equal(before, await service.EverythingAsync());
    }

    /// <summary>Credentials and programs are files that no order names, whatever is in the folder.</summary>
    /// <param name="script">Whose setting it is.</param>
    /// <param name="setting">Its value is a file.</param>
    [Theory]
    [InlineData("dealer-inventory", "DEALER_INVENTORY_ACCOUNTS")]
    [InlineData("dealer-inventory", "BROWSER_PATH")]
    public async Task Order_FileThatIsForNoOrder_IsRefused(string script, string setting)
    {
        await using Service service = await Service.StartAsync(folder, orderFiles: await FilesAsync());

        using HttpResponseMessage answer = await service.PostAsync(
            "jobs", JsonSerializer.Serialize(new { script, settings = new Dictionary<string, string> { [setting] = "mine.json" } }));

        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static void Link(string files, string name, string target) => File.CreateSymbolicLink(Path.Combine(files, name), target);

    private static string Order(string? value, params (string Name, string Value)[] further)
    {
        Dictionary<string, string> settings = further.ToDictionary(each => each.Name, each => each.Value);
        if (value is not null)
        {
            settings[Setting] = value;
        }

        return JsonSerializer.Serialize(new { script = "media-search", request = "green tea", settings });
    }

    private static async Task<string> RefusalAsync(Service service, string? value, params (string Name, string Value)[] further)
    {
        using HttpResponseMessage answer = await service.PostAsync("jobs", Order(value, further));
        Assert.True(400 == (int)answer.StatusCode, $"{value} {(int)answer.StatusCode}");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty(
            "detail").GetString()!;
    }

    private async Task<string> FilesAsync()
    {
        string files = Directory.CreateDirectory(folder["order files"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "mine.json"), Sources, TestContext.Current.CancellationToken);
        return files;
    }
}
