using System.Net.WebSockets;
using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class HeldJobTests
{
    private const int Limit = 30_000;

    [Fact(Timeout = Limit)]
    public async Task Job_ThatAnotherProcessHas_IsHeldAndTakenUpWhenThatHasEnded()
    {
        using TemporaryFolder folder = new();
        await WrittenJob.WriteAsync(folder);
        OnePortal portals = new();
        await using Service service = await Service.StartAsync(folder, portals: portals);
        using ClientWebSocket socket = await service.WatchAsync();
        using (JobLock held = JobLock.Acquire(WrittenJob.FolderIn(folder), WrittenJob.Job))
        {
            (await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();
            (await service.PostAsync("jobs/workers/start", null)).EnsureSuccessStatusCode();

            JsonElement job = await StateAsync(socket, "held");
            Assert.Contains($"process {Environment.ProcessId}", job.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal(409, (int)(await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).StatusCode);
        }

        Assert.Equal("it was taken up", (await StateAsync(socket, "failed")).GetProperty("message").GetString());
        Assert.Equal(2, portals.Started);
    }

    [Fact(Timeout = Limit)]
    public async Task Job_CancelledWhileItIsHeld_StaysSo()
    {
        using TemporaryFolder folder = new();
        await WrittenJob.WriteAsync(folder);
        await using Service service = await Service.StartAsync(folder);
        using ClientWebSocket socket = await service.WatchAsync();
        using JobLock held = JobLock.Acquire(WrittenJob.FolderIn(folder), WrittenJob.Job);
        (await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();
        (await service.PostAsync("jobs/workers/start", null)).EnsureSuccessStatusCode();
        await StateAsync(socket, "held");

        (await service.PostAsync("jobs/dealer-inventory/cancel", null)).EnsureSuccessStatusCode();

        await StateAsync(socket, "cancelled");
    }

    private static async Task<JsonElement> StateAsync(ClientWebSocket socket, string state)
    {
        while (true)
        {
            JsonElement jobs = (await Service.NextAsync(socket)).GetProperty("jobs");
            if (jobs.GetArrayLength() == 1 && jobs[0].GetProperty("state").GetString() == state)
            {
                return jobs[0];
            }
        }
    }
}
