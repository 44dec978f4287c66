using System.Net.WebSockets;
using System.Text.Json;
using BrowserScraper.Server.Status;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Server;

public sealed class StatusSocketTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task Clients_AHundredOfThem_AllSeeAChangeThoughTwentyNeverRead()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        ClientWebSocket[] all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.WatchAsync()));

        (await service.PostAsync("jobs", """{"script":"dealer-inventory"}""")).EnsureSuccessStatusCode();
        await Task.WhenAll(all.Skip(20).Select(async socket =>
        {
            while ((await Service.NextAsync(socket)).GetProperty("jobs").GetArrayLength() == 0)
            {
                // An older one.
            }
        }));

        Assert.All(all, socket => Assert.Equal(WebSocketState.Open, socket.State));
        Array.ForEach(all, socket => socket.Dispose());
    }

    [Fact(Timeout = Limit)]
    public async Task Snapshot_Untouched_ComesEachSecondWithTheFieldsOfTheContract()
    {
        using TemporaryFolder folder = new();
        await using Service service = await Service.StartAsync(folder);
        using ClientWebSocket socket = await service.WatchAsync();
        await socket.SendAsync(
            "what it says is thrown away"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true,
            TestContext.Current.CancellationToken);

        await Service.NextAsync(socket);
        JsonElement second = await Service.NextAsync(socket);

        Assert.Equal(
            ["sequence", "at", "worker_status", "performance_metrics", "workers", "queue", "jobs", "recent"],
            second.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["running", "num_workers", "active_workers", "total_processed", "total_failed", "startup_recovery_done", "auto_pages"],
            second.GetProperty("worker_status").EnumerateObject().Select(property => property.Name));
    }

    [Fact(Timeout = Limit)]
    public async Task Service_Ending_ClosesItsSockets()
    {
        using TemporaryFolder folder = new();
        Service service = await Service.StartAsync(folder);
        using ClientWebSocket socket = await service.WatchAsync();
        await Service.NextAsync(socket);

        await service.DisposeAsync();

        byte[] buffer = new byte[16 * 1024];
        while ((await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).MessageType != WebSocketMessageType.Close)
        {
            // The last snapshots.
        }

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
    }

    [Fact]
    public void Events_MoreThanTheRingHolds_AreToldAsMissed()
    {
        using TemporaryFolder folder = new();
        EventRing ring = new(new EventNumbers(folder.Root, Assert.Fail, TimeProvider.System), TimeProvider.System);
        long before = ring.Sequence;
        Assert.False(ring.Since(before).Missed);
        for (int number = 0; number < 10_001; number++)
        {
            ring.Tell("job", EventKind.Notice, null, $"{number}");
        }

        (bool missed, IReadOnlyList<EventEntry> events) = ring.Since(before);
        Assert.True(missed);
        Assert.Equal((10_000, "1", "10000"), (events.Count, events[0].Text, events[^1].Text));
        Assert.Equal(["9999", "10000"], ring.Recent(2).Select(entry => entry.Text));
    }
}
