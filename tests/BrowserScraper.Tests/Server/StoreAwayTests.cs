using System.Text.Json;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Server;

/// <summary>A service whose database goes away lives on, says so, and goes on when it is back.</summary>
public sealed class StoreAwayTests
{
    private const string Order = """{"script":"video-subtitles","input":["dQ3vX9a1bC0"]}""";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_TheDatabaseIsAway_AnswersInOneLineUntilItIsBack()
    {
        await using PostgresServer database = await PostgresServer.OwnAsync();
        using TemporaryFolder folder = new();
        await using JobStores stores = new(SharedStores.Open);
        await using Service service = await Service.StartAsync(await SettingsAsync(database, folder), stores);
        (await service.PostAsync("jobs", Order)).EnsureSuccessStatusCode();

        await database.StopAsync("fast");
        foreach ((HttpMethod method, string path, string? body) in new[]
        {
            (HttpMethod.Get, "jobs/dealer-inventory", null),
            (HttpMethod.Get, "jobs/video-subtitles/items", null), (HttpMethod.Get, "jobs/video-subtitles/files", null),
            (HttpMethod.Get, "jobs/video-subtitles/machines", null), (HttpMethod.Post, "jobs/video-subtitles/pause", null),
            (HttpMethod.Post, "jobs/video-subtitles/cancel", null), (HttpMethod.Post, "jobs/video-subtitles/retry", "{}"),
            (HttpMethod.Post, "jobs", """{"script":"book-library"}"""),
        })
        {
            HttpResponseMessage answer = await service.SendAsync(method, path, body);
            string told = await answer.Content.ReadAsStringAsync(Ending);
            Assert.True((int)answer.StatusCode == 503, $"{path}: {(int)answer.StatusCode} {told}");
            string detail = JsonDocument.Parse(told).RootElement.GetProperty("detail").GetString()!;
            Assert.StartsWith("STORE: ", detail, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', detail);
        }

        while ((await service.SendAsync(HttpMethod.Get, "jobs", null)).IsSuccessStatusCode)
        {
            Assert.False(Ending.IsCancellationRequested); // the last look at all jobs holds for two seconds
        }

        JsonElement away = await service.GetAsync("jobs/status");
        await service.GetAsync("healthz");
        await database.BeginAsync();
        JsonElement listed = await service.GetAsync("jobs");
        JsonElement back = await service.GetAsync("jobs/status");

        Assert.Equal("queued", away.GetProperty("jobs")[0].GetProperty("state").GetString());
        Assert.Equal(1, Notices(away, "STORE: "));
        Assert.Equal(1, listed.GetProperty("jobs").GetArrayLength());
        Assert.Equal(1, Notices(back, "STORE: the database answers again after "));
    }

    [Fact]
    public async Task Run_ThatBeginsWhileTheDatabaseIsAway_IsHeldAndBeginsWhenItIsBack()
    {
        await using PostgresServer database = await PostgresServer.OwnAsync();
        using TemporaryFolder folder = new();
        await using JobStores stores = new(SharedStores.Open);
        OnePortal portals = new();
        await using Service service = await Service.StartAsync(await SettingsAsync(database, folder), stores, portals);
        (await service.PostAsync("jobs", Order)).EnsureSuccessStatusCode();
        using System.Net.WebSockets.ClientWebSocket socket = await service.WatchAsync();

        await database.StopAsync("fast");
        (await service.PostAsync("jobs/workers/start", null)).EnsureSuccessStatusCode();
        JsonElement held = await SeenAsync(socket, job => job.GetProperty("state").GetString() == "held");
        await database.BeginAsync();
        JsonElement back = await SeenAsync(socket, job => job.GetProperty("state").GetString() == "failed");

        Assert.StartsWith("STORE: ", held.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("it was taken up", back.GetProperty("message").GetString());
        Assert.Equal(2, portals.Started);
    }

    [Fact]
    public async Task Start_NobodyListensThere_IsRefusedInOneLine()
    {
        using TemporaryFolder folder = new();
        await using JobStores stores = new(SharedStores.Open);
        StoreSettings nowhere = SettingsOf("postgres://scraper@127.0.0.1:1/scraper", folder);

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => Service.StartAsync(nowhere, stores));

        Assert.Equal(StopReason.MachineLacks, refused.Reason);
        Assert.StartsWith("the store ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Start_WithoutFilesDir_IsRefusedInOneLine()
    {
        using TemporaryFolder folder = new();
        await using JobStores stores = new(SharedStores.Open);
        StoreSettings without = SettingsOf("postgres://scraper@127.0.0.1:1/scraper", folder) with { FilesDirectory = null };

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => Service.StartAsync(without, stores));

        Assert.StartsWith("FILES_DIR is not set", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<StoreSettings> SettingsAsync(PostgresServer database, TemporaryFolder folder) =>
        SettingsOf(await database.ConnectionAsync(), folder);

    private static StoreSettings SettingsOf(string store, TemporaryFolder folder) =>
        new(store, folder["data"], folder["shared"], "browserscraper", TimeSpan.FromSeconds(30), Password: null);

    private static int Notices(JsonElement status, string start) => status.GetProperty("recent").EnumerateArray()
        .Count(told => told.GetProperty("text").GetString()!.StartsWith(start, StringComparison.Ordinal));

    private static async Task<JsonElement> SeenAsync(System.Net.WebSockets.ClientWebSocket socket, Func<JsonElement, bool> holds)
    {
        while (true)
        {
            JsonElement[] jobs = [.. (await Service.NextAsync(socket)).GetProperty("jobs").EnumerateArray().Where(holds)];
            if (jobs.Length > 0)
            {
                return jobs[0];
            }
        }
    }
}
