using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Server;

/// <summary>A service shows jobs of a database, whoever works on them.</summary>
public sealed class SharedJobTests(PostgresServer server) : SharedServiceScene(server)
{
    [Fact]
    public async Task Job_ThatAnotherMachineWorksOn_IsListedShownAndServed()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a", "b", "c");
        machine.Pages = 3;
        await EndAsync(machine, ItemState.Done, ("a.srt", "what is said"));
        await EndAsync(machine, ItemState.Failed);

        JsonElement listed = Assert.Single((await service.GetAsync("jobs")).GetProperty("jobs").EnumerateArray());
        JsonElement job = await service.GetAsync($"jobs/{Job}");
        JsonElement items = await service.GetAsync($"jobs/{Job}/items?q=FILM&state=failed");
        JsonElement file = Assert.Single((await service.GetAsync($"jobs/{Job}/files")).GetProperty("items").EnumerateArray());

        foreach (JsonElement each in (JsonElement[])[listed, job])
        {
            Assert.Equal((Job, "running"), (each.GetProperty("id").GetString(), each.GetProperty("state").GetString()));
            Assert.Equal(
                [3, 1, 1, 0, 0, 1],
                ((string[])["known", "to_do", "done", "done_before", "skipped", "failed"])
                    .Select(name => each.GetProperty("counts").GetProperty(name).GetInt32()));
        }

        Assert.Equal(1, items.GetProperty("total").GetInt32());
        Assert.Equal("b", Assert.Single(items.GetProperty("items").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(("a", "a.srt"), (file.GetProperty("key").GetString(), file.GetProperty("name").GetString()));
        Assert.Equal("what is said", await service.Client.GetStringAsync($"jobs/{Job}/file?key=a&name=a.srt", Ending));
        Assert.Equal(1, (await service.GetAsync($"jobs/{Job}/failures")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await service.GetAsync($"jobs/{Job}/runs")).GetProperty("runs").GetArrayLength());
    }

    [Theory]
    [InlineData("", 3, "a1.txt a2.txt c1.txt")]
    [InlineData("?offset=1&limit=1", 3, "a2.txt")]
    [InlineData("?offset=2", 3, "c1.txt")]
    [InlineData("?offset=3", 3, "")]
    public async Task Files_InParts_AreThoseInTheirOrder(string query, int total, string names)
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a", "b", "c");
        await EndAsync(machine, ItemState.Done, ("a1.txt", "one"), ("a2.txt", "two"));
        await EndAsync(machine, ItemState.Done);
        await EndAsync(machine, ItemState.Done, ("c1.txt", "three"));

        JsonElement files = await service.GetAsync($"jobs/{Job}/files{query}");

        Assert.Equal(total, files.GetProperty("total").GetInt32());
        Assert.Equal(
            names, string.Join(' ', files.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("name").GetString())));
    }

    [Fact]
    public async Task Machines_OneAtWorkOneLeftOneKilled_AreToldInParts()
    {
        await using Service service = await ServeAsync();
        await using IJobSession working = await MachineAsync("a", "b");
        await EndAsync(working, ItemState.Done);
        await (await Store(Options with { Heartbeat = TimeSpan.FromSeconds(5) }).OpenAsync(Terms, Ending)).DisposeAsync();
        await using IJobSession killed = await Store(Options with { Heartbeat = TimeSpan.FromHours(1) }).OpenAsync(Terms, Ending);
        await RunAsync($"update {Schema}.machines set beat = beat - interval '1 hour' where id = 3");
        await UntilAsync(async () => (await working.MachinesAsync())[0].Items == 1);

        JsonElement all = await service.GetAsync($"jobs/{Job}/machines");
        JsonElement part = await service.GetAsync($"jobs/{Job}/machines?offset=1&limit=1");
        HttpResponseMessage refused = await service.SendAsync(HttpMethod.Get, $"jobs/{Job}/machines?limit=0", null);

        JsonElement[] machines = [.. all.GetProperty("items").EnumerateArray()];
        Assert.Equal(["at_work", "left", "killed"], machines.Select(machine => machine.GetProperty("state").GetString()));
        Assert.Equal([1, 0, 0], machines.Select(machine => machine.GetProperty("done").GetInt32()));
        Assert.Equal([true, false, false], machines.Select(machine => machine.GetProperty("until").ValueKind == JsonValueKind.Null));
        Assert.InRange(machines[0].GetProperty("heard_seconds").GetDouble(), 0, 10);
        Assert.All(machines, machine => Assert.Equal(
            (Environment.MachineName, Environment.ProcessId),
            (machine.GetProperty("host").GetString(), machine.GetProperty("process").GetInt32())));
        Assert.Equal((3, 1), (part.GetProperty("total").GetInt32(), part.GetProperty("offset").GetInt32()));
        Assert.Equal("left", Assert.Single(part.GetProperty("items").EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Snapshot_WhileSomebodyWatches_FollowsWhatOthersDo()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a", "b");
        using System.Net.WebSockets.ClientWebSocket socket = await service.WatchAsync();

        await SeenAsync(socket, job => job.GetProperty("counts").GetProperty("to_do").GetInt32() == 2);
        await EndAsync(machine, ItemState.Done);
        await SeenAsync(socket, job => job.GetProperty("counts").GetProperty("done").GetInt32() == 1);
        await machine.DisposeAsync();
        await SeenAsync(socket, job => job.GetProperty("state").GetString() == "interrupted");
    }

    [Fact]
    public async Task Service_ThatStartsAgain_KnowsItsJobsAndHowTheyStand()
    {
        await using (Service service = await ServeAsync())
        {
            (await service.PostAsync("jobs", $$"""{"script":"{{Job}}","input":["dQ3vX9a1bC0"]}""")).EnsureSuccessStatusCode();
            await using IJobSession machine = await MachineAsync("a", "b");
            await EndAsync(machine, ItemState.Done);
        }

        await using Service again = await ServeAsync();

        JsonElement job = (await again.GetAsync("jobs/status")).GetProperty("jobs")[0];
        Assert.Equal("queued", job.GetProperty("state").GetString());
        Assert.Equal((2, 1), (
            job.GetProperty("counts").GetProperty("known").GetInt32(), job.GetProperty("counts").GetProperty("to_do").GetInt32()));
    }

    private static async Task SeenAsync(System.Net.WebSockets.ClientWebSocket socket, Func<JsonElement, bool> holds)
    {
        while (!(await Service.NextAsync(socket)).GetProperty("jobs").EnumerateArray().Any(holds))
        {
            Assert.False(Ending.IsCancellationRequested);
        }
    }
}
