using System.Text.Json;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class RestartTests
{
    [Fact]
    public async Task Settings_OnceChanged_HoldAfterARestart()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            JsonElement answer = await JsonOf(await service.SendAsync(HttpMethod.Put, "settings", """{"max_workers":9,"max_retries":4}"""));

            Assert.Equal("""["max_workers"]""", answer.GetProperty("applied_now").GetRawText());
            Assert.Equal("""["max_retries"]""", answer.GetProperty("applies_to_next_run").GetRawText());
            await service.PostAsync("jobs/workers/start", """{"num_workers":7}""");
        }

        await using Service again = await Service.StartAsync(folder);
        JsonElement settings = await again.GetAsync("settings");
        Assert.Equal((7, 4), (settings.GetProperty("max_workers").GetInt32(), settings.GetProperty("max_retries").GetInt32()));
    }

    [Fact]
    public async Task AutoPages_SwitchedOn_HoldsAfterARestartAndUntilSomebodySetsANumber()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            JsonElement answer = await JsonOf(
                await service.SendAsync(HttpMethod.Put, "settings", """{"max_workers":9,"auto_pages":true}"""));
            Assert.Equal("""["max_workers","auto_pages"]""", answer.GetProperty("applied_now").GetRawText());
        }

        await using Service again = await Service.StartAsync(folder);
        Assert.True((await again.GetAsync("settings")).GetProperty("auto_pages").GetBoolean());
        await again.PostAsync("jobs/workers/start", """{"num_workers":7}""");
        Assert.False((await again.GetAsync("jobs/workers/status")).GetProperty("worker_status").GetProperty("auto_pages").GetBoolean());
    }

    [Fact]
    public async Task OutputDir_Changed_WaitsForTheRestart()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            JsonElement answer = await JsonOf(
                await service.SendAsync(HttpMethod.Put, "settings", JsonSerializer.Serialize(new { output_dir = folder["other"] })));
            Assert.Equal("""["output_dir"]""", answer.GetProperty("needs_restart").GetRawText());
            (await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();
            Assert.True(File.Exists(Path.Combine(folder["data"], "service", "jobs.json")));
        }

        await using Service again = await Service.StartAsync(folder);
        Assert.Equal(0, (await again.GetAsync("jobs")).GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Job_ThatWaits_WaitsAgainAfterARestart()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            HttpResponseMessage answer = await service.PostAsync("jobs", """{"script":"media-search","request":"nature landscape"}""");
            Assert.Equal("/jobs/media-search~nature-landscape", answer.Headers.Location?.OriginalString);
            Assert.Equal(
                409, (int)(await service.PostAsync("jobs", """{"script":"media-search","request":"nature landscape"}""")).StatusCode);
        }

        await using Service again = await Service.StartAsync(folder);
        Assert.Equal("queued", (await again.GetAsync("jobs/media-search~nature-landscape")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Job_PausedAndCancelled_StaysSo()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            await service.PostAsync("jobs", """{"script":"dealer-inventory"}""");
            await service.PostAsync("jobs", """{"script":"book-library"}""");
            Assert.Equal(
                "paused", (await JsonOf(await service.PostAsync("jobs/dealer-inventory/pause", null))).GetProperty("state").GetString());
            Assert.Equal(
                "cancelled", (await JsonOf(await service.PostAsync("jobs/book-library/cancel", null))).GetProperty("state").GetString());
            Assert.Equal(409, (int)(await service.PostAsync("jobs/book-library/cancel", null)).StatusCode);
        }

        await using Service again = await Service.StartAsync(folder);
        Assert.Equal("paused", (await again.GetAsync("jobs/dealer-inventory")).GetProperty("state").GetString());
        Assert.Equal("cancelled", (await again.GetAsync("jobs/book-library")).GetProperty("state").GetString());
        Assert.Equal("queued", (await JsonOf(await again.PostAsync("jobs/book-library/resume", null))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Sequence_AfterARestart_NeverGoesBack()
    {
        using TemporaryFolder folder = new();
        long last;
        await using (Service service = await Service.StartAsync(folder))
        {
            await service.PostAsync("jobs", """{"script":"dealer-inventory"}""");
            last = (await service.GetAsync("jobs/status")).GetProperty("sequence").GetInt64();
        }

        await using Service again = await Service.StartAsync(folder);
        Assert.True((await again.GetAsync("jobs/status")).GetProperty("sequence").GetInt64() > last);
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(
            await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
}
