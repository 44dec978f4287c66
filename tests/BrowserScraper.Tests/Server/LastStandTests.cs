using System.Text.Json;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class LastStandTests
{
    [Fact]
    public async Task Counts_OfAJobThatEndedBeforeTheStart_AreThoseOfItsCheckpoint()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            await service.PostAsync("jobs", """{"script":"dealer-inventory"}""");
            (await service.PostAsync("jobs/dealer-inventory/cancel", null)).EnsureSuccessStatusCode();
        }

        await WrittenJob.WriteAsync(folder);
        await using Service again = await Service.StartAsync(folder);

        foreach (JsonElement job in (JsonElement[])[await again.GetAsync("jobs/dealer-inventory"), (await again.GetAsync("jobs/status"))
            .GetProperty("jobs")[0]])
        {
            JsonElement counts = job.GetProperty("counts");
            Assert.Equal("cancelled", job.GetProperty("state").GetString());
            Assert.Equal(
                [7, 1, 0, 3, 2, 1],
                ((string[])["known", "to_do", "done", "done_before", "skipped", "failed"])
                    .Select(name => counts.GetProperty(name).GetInt32()));
        }
    }

    [Fact]
    public async Task Counts_OfACheckpointThatCannotBeRead_AreNoneAndTheServiceStarts()
    {
        using TemporaryFolder folder = new();
        await using (Service service = await Service.StartAsync(folder))
        {
            (await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();
        }

        await WrittenJob.WriteAsync(folder);
        await using FileStream held = new(
            Path.Combine(WrittenJob.FolderIn(folder), "checkpoint.json"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using Service again = await Service.StartAsync(folder);

        JsonElement status = await again.GetAsync("jobs/status");
        Assert.Equal(0, status.GetProperty("jobs")[0].GetProperty("counts").GetProperty("known").GetInt32());
        Assert.Contains(
            status.GetProperty("recent").EnumerateArray(), told => told.GetProperty("text")
            .GetString()!.Contains("checkpoint.json", StringComparison.Ordinal));
    }
}
