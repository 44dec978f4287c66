using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Server;

/// <summary>What is wanted of a job by the service is done by machines that work on it without the service.</summary>
public sealed class SharedSteeringTests(PostgresServer server) : SharedServiceScene(server)
{
    [Fact]
    public async Task Job_SteeredByTheService_IsFollowedByMachinesThatWorkOnIt()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a", "b");
        Assert.Single((await machine.ClaimAsync(1, ClaimRules.None)).Claims);

        Assert.Equal("pausing", await StateAsync(service, "pause"));
        await UntilAsync(() => machine.IsPaused);
        Assert.Equal("running", await StateAsync(service, "resume"));
        await UntilAsync(() => !machine.IsPaused);
        Assert.Equal("running", await StateAsync(service, "pages", """{"pages":"auto:2-6"}"""));
        await UntilAsync(() => machine.PagesOrder == "auto:2-6");
        Assert.Equal("running", await StateAsync(service, "pages", """{"pages":3}"""));
        await UntilAsync(() => machine.PagesOrder == "3");
        Assert.Equal("stopping", await StateAsync(service, "stop"));
        await UntilAsync(() => machine.StopOrder is { Reason: StopReason.Interrupted });

        Assert.Equal("stopping", (await service.GetAsync($"jobs/{Job}")).GetProperty("state").GetString());
        Assert.Equal(Environment.MachineName, machine.SteeredBy);
    }

    [Fact]
    public async Task Job_CancelledByTheService_EndsOnMachinesThatWorkOnIt()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a");

        Assert.Equal("stopping", await StateAsync(service, "cancel"));

        await UntilAsync(() => machine.StopOrder is { Reason: StopReason.Cancelled });
    }

    [Fact]
    public async Task Job_ThatTheServiceWaitsWith_IsSteeredHereAndElsewhere()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a");
        (await service.PostAsync("jobs", $$"""{"script":"{{Job}}"}""")).EnsureSuccessStatusCode();

        Assert.Equal("paused", await StateAsync(service, "pause"));
        await UntilAsync(() => machine.IsPaused);
        Assert.Equal("queued", await StateAsync(service, "resume"));
        await UntilAsync(() => !machine.IsPaused);
        Assert.Equal("interrupted", await StateAsync(service, "stop"));
        await UntilAsync(() => machine.StopOrder is not null);
        Assert.Equal("queued", await StateAsync(service, "resume"));
        Assert.Equal("interrupted", await StateAsync(service, "stop"));
        (await service.PostAsync("jobs", $$"""{"script":"{{Job}}"}""")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Items_AddedCancelledAndTriedAgain_AreSoForMachinesThatWorkOnTheJob()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("dQ3vX9a1bC0", "kT7pR2m4sN8");
        await EndAsync(machine, ItemState.Failed);

        JsonElement added = await OkAsync(
            await service.PostAsync($"jobs/{Job}/items", """{"items":["bX5wY8z2qL6","kT7pR2m4sN8","dQ3vX9a1bC0","no video at all"]}"""));
        HttpResponseMessage cancelled = await service.PostAsync($"jobs/{Job}/items/cancel", """{"key":"kT7pR2m4sN8"}""");
        HttpResponseMessage unknown = await service.PostAsync($"jobs/{Job}/items/cancel", """{"key":"nobody"}""");

        Assert.Equal((2, 1, 1), (
            added.GetProperty("added").GetInt32(), added.GetProperty("known").GetInt32(), added.GetProperty("refused").GetArrayLength()));
        Assert.Equal((200, 404), ((int)cancelled.StatusCode, (int)unknown.StatusCode));
        List<string> claimed = [];
        while (claimed.Count < 2)
        {
            claimed.AddRange((await machine.ClaimAsync(5, ClaimRules.None)).Claims.Select(claim => claim.Item.Key));
        }

        Assert.Equal(["bX5wY8z2qL6", "dQ3vX9a1bC0"], claimed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Retry_OfAJobThatAnotherMachineWorksOn_QueuesThereWhatWasGivenUp()
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a", "b");
        await EndAsync(machine, ItemState.Failed);

        HttpResponseMessage other = await service.PostAsync($"jobs/{Job}/retry", """{"class":"TimedOut"}""");
        Assert.Equal("running", await StateAsync(service, "retry"));

        Assert.Equal(409, (int)other.StatusCode);
        Assert.Equal(2, (await machine.ClaimAsync(5, ClaimRules.None)).Claims.Count);
        JsonElement counts = (await service.GetAsync("jobs/status")).GetProperty("jobs")[0].GetProperty("counts");
        Assert.Equal(0, counts.GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Items_AddedToAJobThatNobodyWorksOn_AreInTheDatabaseAndTheServiceGoesOn()
    {
        await using Service service = await ServeAsync();
        await (await MachineAsync("dQ3vX9a1bC0")).DisposeAsync();

        JsonElement added = await OkAsync(await service.PostAsync($"jobs/{Job}/items", """{"items":["bX5wY8z2qL6"]}"""));

        Assert.Equal(("queued", 1), (added.GetProperty("state").GetString(), added.GetProperty("added").GetInt32()));
        Assert.Equal(2, (await service.GetAsync($"jobs/{Job}/items")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("pause", null)]
    [InlineData("cancel", null)]
    [InlineData("stop", null)]
    [InlineData("pages", """{"pages":2}""")]
    public async Task Order_ForAJobThatNobodyWorksOn_IsRefusedInOneLine(string verb, string? body)
    {
        await using Service service = await ServeAsync();
        await (await MachineAsync("a")).DisposeAsync();

        (int status, string answer) = await AnswerAsync(await service.PostAsync($"jobs/{Job}/{verb}", body));

        Assert.Equal((409, $"nobody works on {Job}: there is no run to steer"), (status, DetailOf(answer)));
    }

    [Theory]
    [InlineData("""{"pages":0}""")]
    [InlineData("""{"pages":65}""")]
    [InlineData("""{"pages":"many"}""")]
    [InlineData("""{"pages":true}""")]
    [InlineData("""{}""")]
    public async Task Pages_ThatAreNone_AreRefused(string body)
    {
        await using Service service = await ServeAsync();
        await using IJobSession machine = await MachineAsync("a");

        (int status, string answer) = await AnswerAsync(await service.PostAsync($"jobs/{Job}/pages", body));

        Assert.Equal(400, status);
        Assert.StartsWith("pages", DetailOf(answer), StringComparison.Ordinal);
        Assert.Null(machine.PagesOrder);
    }

    private static async Task<string?> StateAsync(Service service, string verb, string? body = null) =>
        (await OkAsync(await service.PostAsync($"jobs/{Job}/{verb}", body))).GetProperty("state").GetString();

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        (int status, string body) = await AnswerAsync(answer);
        Assert.True(status < 300, $"{status}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}
