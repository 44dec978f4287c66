using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;

namespace BrowserScraper.BrowserTests;

/// <summary>The service in a process of its own, as <c>serve</c> starts it.</summary>
[Collection<Alone>]
public sealed partial class ServiceTests
{
    private const string Job = "dealer-inventory";

    [Fact]
    public async Task Service_KilledWithItemsInWork_GoesOnByItselfAndRepeatsNothingDone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds processes by /proc");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(30, TimeSpan.FromMilliseconds(60));
        using CliProcess first = CliProcess.Start(portal, folder, "serve", "--port", "0");
        using (HttpClient client = await ClientOfAsync(first))
        {
            await OkAsync(client, "jobs", new { script = Job });
            await Until.TrueAsync(() => first.HasExited || portal.Stickers() >= 8, "8 stickers served");
        }

        await first.KillAsync();
        await folder.Processes.AllGoneAsync();
        ItemRecord[] done = [.. (await folder.Job.CheckpointAsync()).Where(item => item.State == ItemState.Done)];
        Dictionary<string, int> served = done.ToDictionary(item => item.Item.Key, item => portal.Counts.StickersServed[item.Item.Key]);

        using CliProcess second = CliProcess.Start(portal, folder, "serve", "--port", "0");
        using HttpClient again = await ClientOfAsync(second);
        await StateAsync(again, "done");
        Assert.All(served, item => Assert.Equal(item.Value, portal.Counts.StickersServed[item.Key]));
        Assert.All(await folder.Job.CheckpointAsync(), item => Assert.Equal(ItemState.Done, item.State));
        folder.Job.AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Service_Terminated_FinishesWhatIsInFlightAndEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals a process group");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(60, TimeSpan.FromMilliseconds(60));
        using CliProcess service = CliProcess.Start(portal, folder, "serve", "--port", "0");
        using HttpClient client = await ClientOfAsync(service);
        await OkAsync(client, "jobs", new { script = Job });
        await Until.TrueAsync(() => service.HasExited || portal.Stickers() >= 8, "8 stickers served");
        long told = TimeProvider.System.GetTimestamp();

        await service.InterruptGroupAsync();
        await service.ExitAsync();

        service.AssertExit(0);
        service.AssertNoStackTrace();
        Assert.InRange(TimeProvider.System.GetElapsedTime(told).TotalSeconds, 0, 12);
        await folder.Processes.AllGoneAsync();
        IReadOnlyList<ItemRecord> items = await folder.Job.CheckpointAsync();
        Assert.DoesNotContain(items, item => item.State == ItemState.Working);
        Assert.Equal(portal.Stickers(), items.Count(item => item.State == ItemState.Done));
    }

    [Fact]
    public async Task Service_TerminatedWhileAnItemHangs_EndsInTimeAndTheNextOneFinishesTheJob()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends SIGTERM");
        using CliFolder folder = new();
        using CliProcess first = CliProcess.StartOnDemo(folder, "serve", "--port", "0", "--vehicles", "5", "--fault", "hang=#2");
        using (HttpClient client = await ClientOfAsync(first))
        {
            await OkAsync(client, "jobs", new { script = Job });
            await SeenAsync(client, status => status.GetProperty("jobs")[0].GetProperty("counts").GetProperty("done").GetInt32() == 4);
        }

        long told = TimeProvider.System.GetTimestamp();
        await first.TerminateAsync();
        await first.ExitAsync();

        first.AssertExit(0);
        first.AssertNoStackTrace();
        Assert.InRange(TimeProvider.System.GetElapsedTime(told).TotalSeconds, 0, 12);
        await folder.Processes.AllGoneAsync();
        ItemRecord left = Assert.Single(await folder.Job.CheckpointAsync(), item => item.State != ItemState.Done);
        Assert.Equal(ItemState.Waiting, left.State);

        using CliProcess second = CliProcess.StartOnDemo(folder, "serve", "--port", "0", "--vehicles", "5");
        using HttpClient again = await ClientOfAsync(second);
        await StateAsync(again, "done");
        Assert.Equal(5, folder.Job.RecordKeys.Distinct().Count(key => folder.Job.FileNames.Contains($"{key}.pdf")));
    }

    [Fact]
    public async Task Job_SteeredInItsMiddle_LosesNothingAndShowsItsPages()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds processes by /proc");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(30, TimeSpan.FromMilliseconds(40));
        using CliProcess service = CliProcess.Start(portal, folder, "serve", "--port", "0");
        using HttpClient client = await ClientOfAsync(service);
        await OkAsync(client, "jobs/workers/start", new { num_workers = 2 });
        await OkAsync(client, "jobs", new { script = Job });
        await Until.TrueAsync(() => service.HasExited || portal.Stickers() >= 3, "3 stickers served");
        Assert.Equal([0xFF, 0xD8], await PictureAsync(client));

        await OkAsync(client, $"jobs/{Job}/pause", new { });
        await StateAsync(client, "paused");
        int paused = portal.Stickers();
        Assert.Equal(0, (await GetAsync(client, "jobs/queue/stats")).GetProperty("in_work").GetInt32());
        Assert.Equal(paused, portal.Stickers());

        await OkAsync(client, $"jobs/{Job}/resume", new { });
        await OkAsync(client, "jobs/workers/start", new { num_workers = 6 });
        await Until.TrueAsync(() => service.HasExited || portal.Stickers() >= 15, "15 stickers served");
        await OkAsync(client, "jobs/workers/restart", new { num_workers = 3 });
        await StateAsync(client, "done");

        Assert.Equal(30, portal.Stickers());
        folder.Job.AssertHolds(portal, portal.Vins());
        await service.InterruptGroupAsync();
        await service.ExitAsync();
        service.AssertExit(0);
    }

    private static async Task<HttpClient> ClientOfAsync(CliProcess service)
    {
        await Until.TrueAsync(() => service.HasExited || Listening().IsMatch(service.Output), "the service listens");
        Assert.False(service.HasExited, service.Output + service.Error);
        return new() { BaseAddress = new(Listening().Match(service.Output).Value) };
    }

    private static async Task OkAsync(HttpClient client, string path, object body)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<JsonElement> GetAsync(HttpClient client, string path) =>
        client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>Waits until the job has this state, by what the service sends.</summary>
    private static Task StateAsync(HttpClient client, string state) =>
        SeenAsync(client, status => status.GetProperty("jobs").EnumerateArray().Single().GetProperty("state").GetString() == state);

    private static async Task SeenAsync(HttpClient client, Func<JsonElement, bool> isSeen)
    {
        using ClientWebSocket socket = new();
        await socket.ConnectAsync(new($"ws://{client.BaseAddress!.Authority}/jobs/status"), TestContext.Current.CancellationToken);
        bool seen;
        do
        {
            using JsonDocument snapshot = JsonDocument.Parse(await MessageAsync(socket));
            seen = isSeen(snapshot.RootElement);
        }
        while (!seen);
    }

    private static async Task<byte[]> PictureAsync(HttpClient client)
    {
        int page = (await GetAsync(client, "jobs/workers/status")).GetProperty("workers")[0].GetProperty("page").GetInt32();
        using ClientWebSocket socket = new();
        await socket.ConnectAsync(
            new($"ws://{client.BaseAddress!.Authority}/jobs/{Job}/pages/{page}/live"), TestContext.Current.CancellationToken);
        return (await MessageAsync(socket))[..2];
    }

    private static async Task<byte[]> MessageAsync(ClientWebSocket socket)
    {
        using CancellationTokenSource overdue = new(TimeSpan.FromSeconds(60), TimeProvider.System);
        using MemoryStream message = new();
        byte[] buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), overdue.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return message.ToArray();
    }

    [GeneratedRegex("http://[0-9.:]+/")]
    private static partial Regex Listening();
}
