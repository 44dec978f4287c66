using System.Net.Http.Json;
using System.Text.Json;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Video;

namespace BrowserScraper.BrowserTests;

/// <summary>The items of a job that is at work, by the API.</summary>
public sealed class ServiceItemTests
{
    private const string Job = "jobs/video-subtitles";

    [Fact]
    public async Task Items_AddedCancelledAndTriedAgain_EndAsTheyWereTold()
    {
        using CliFolder folder = new();
        Assert.True(VideoFaults.TryParse(["hang=#2", "private=#3"], out VideoFaults faults, out string error), error);
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = 4, VideosPerPage = 10, Faults = faults }, TestContext.Current.CancellationToken);
        (string good, string hanging, string lost, string late) =
            (portal.Videos[0].Id, portal.Videos[1].Id, portal.Videos[2].Id, portal.Videos[3].Id);
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        using HttpClient client = new() { BaseAddress = service.Address };

        await PostAsync(client, "jobs/workers/start", new { num_workers = 2 });
        await PostAsync(
            client, "jobs",
            new
            {
                script = "video-subtitles",
                input = (string[])[good, hanging, lost],
                settings = new Dictionary<string, string> { ["LANGUAGES"] = "*" },
            });
        await CountsAsync(client, done: 1, failed: 1);

        // Within the run that is at work.
        await PostAsync(client, $"{Job}/retry", new { });
        await Until.TrueAsync(() => portal.Counts.Videos[lost].PagesServed == 2, "the lost one was tried again");
        await PostAsync(client, "jobs/workers/start", new { num_workers = 1 });
        JsonElement added = await PostAsync(client, $"{Job}/items", new { items = (object[])[late, good, "no video at all"] });
        Assert.Equal((1, 1), (added.GetProperty("added").GetInt32(), added.GetProperty("known").GetInt32()));
        Assert.Equal("no video at all", Assert.Single(added.GetProperty("refused").EnumerateArray()).GetProperty("input").GetString());

        // One that waits, as the only worker has the one that hangs, and then that.
        await PostAsync(client, $"{Job}/items/cancel", new { key = late });
        await PostAsync(client, $"{Job}/items/cancel", new { key = hanging });
        Assert.Equal("failed", await EndAsync(client));
        Assert.Equal([hanging, late], await KeysAsync(client, "skipped"));
        Assert.DoesNotContain(late, portal.Counts.Videos.Keys);

        // In a run of its own.
        Assert.Equal(
            409, (int)(await client.PostAsJsonAsync(
                $"{Job}/retry", new { @class = "SiteChanged" }, TestContext.Current.CancellationToken)).StatusCode);
        await PostAsync(client, $"{Job}/retry", new { @class = "Rejected" });
        await Until.TrueAsync(() => portal.Counts.Videos[lost].PagesServed == 3, "the lost one was tried by the second run");
        Assert.Equal("failed", await EndAsync(client));
        Assert.Equal(2, (await GetAsync(client, $"{Job}/runs")).GetProperty("runs").GetArrayLength());
        Assert.Equal([lost], await KeysAsync(client, "failed"));
        await AssertEvidenceAsync(client);
    }

    private static async Task AssertEvidenceAsync(HttpClient client)
    {
        JsonElement failure = (await GetAsync(client, $"{Job}/failures")).GetProperty("groups")[0].GetProperty("items")[0];
        string[] files = [.. failure.GetProperty("evidence").EnumerateArray().Select(file => file.GetString()!)];
        Assert.Contains(files, file => file.EndsWith(".png", StringComparison.Ordinal));
        foreach (string file in files)
        {
            HttpResponseMessage answer =
                await client.GetAsync(
                    $"{Job}/failures/{failure.GetProperty("run")}/{failure.GetProperty("folder")}/{file}",
                    TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, file);
            Assert.EndsWith("; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static Task<JsonElement> GetAsync(HttpClient client, string path) =>
        client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private static async Task<string[]> KeysAsync(HttpClient client, string state) =>
        [.. (await GetAsync(client, $"{Job}/items?state={state}")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("key").GetString()!)];

    private static Task CountsAsync(HttpClient client, int done, int failed) => Until.TrueAsync(async () =>
    {
        JsonElement counts = (await GetAsync(client, Job)).GetProperty("counts");
        return (counts.GetProperty("done").GetInt32(), counts.GetProperty("failed").GetInt32()) == (done, failed);
    }, $"{done} done and {failed} failed");

    private static async Task<string> EndAsync(HttpClient client)
    {
        string state = "";
        await Until.TrueAsync(async () =>
        {
            state = (await GetAsync(client, Job)).GetProperty("state").GetString()!;
            return state is "done" or "failed" or "cancelled" or "interrupted";
        }, "the job has ended");
        return state;
    }
}
