using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>Limits of a host over machines and jobs. The database's clock cannot be moved; what it has noted can be.</summary>
public sealed class HostSlotsTests(PostgresServer server) : IAsyncLifetime
{
    private const int Hang = 60_000;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5); // no test takes so long
    private static readonly ClaimRules Slow = ClaimRules.None with { HostDelay = Long };

    private readonly string schema = $"hosts_{Guid.NewGuid():n}";
    private readonly TemporaryFolder files = new(inMemory: true);
    private readonly List<IJobSession> sessions = [];
    private PostgresJobStore store = null!;
    private string connection = "";

    public async ValueTask InitializeAsync()
    {
        connection = await server.ConnectionAsync();
        store = new(new(connection, files.Root) { Schema = schema, CountsAge = TimeSpan.Zero });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IJobSession session in sessions)
        {
            await session.DisposeAsync();
        }

        await store.DisposeAsync();
        await RunAsync($"drop schema if exists {schema} cascade");
        files.Dispose();
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_TwoJobsOfAHost_KeepItsDelayTogether()
    {
        IJobSession one = await OpenAsync("one", 3);
        IJobSession other = await OpenAsync("other", 3);
        Assert.Single((await one.ClaimAsync(3, Slow)).Claims);

        ClaimAnswer early = await other.ClaimAsync(3, Slow);

        Assert.Empty(early.Claims);
        Assert.InRange(early.NextDue!.Value, Long / 2, Long);
        await PassAsync(Long - TimeSpan.FromSeconds(90));
        Assert.Empty((await other.ClaimAsync(3, Slow)).Claims);
        await PassAsync(TimeSpan.FromSeconds(90));
        Assert.Single((await other.ClaimAsync(3, Slow)).Claims);
        Assert.Empty((await one.ClaimAsync(3, Slow)).Claims);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_SoManyAMinute_NoMinuteHasMore()
    {
        IJobSession one = await OpenAsync("one", 9);
        IJobSession other = await OpenAsync("other", 9);
        ClaimRules rules = ClaimRules.None with { HostPerMinute = 3 };

        Assert.Equal(2, (await one.ClaimAsync(2, rules)).Claims.Count);
        await PassAsync(TimeSpan.FromSeconds(40));
        ClaimAnswer third = await other.ClaimAsync(9, rules);
        ClaimAnswer fourth = await one.ClaimAsync(9, rules);

        Assert.Single(third.Claims);
        Assert.Empty(fourth.Claims);
        Assert.InRange(fourth.NextDue!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(2, (await one.ClaimAsync(9, rules)).Claims.Count);
        Assert.Empty((await other.ClaimAsync(9, rules)).Claims);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_ManyAtTheSameMoment_OneGetsTheStart()
    {
        IJobSession[] all = [.. await Task.WhenAll(
            OpenAsync("one", 40), OpenAsync("other", 40), OpenAsync("third", 40), OpenAsync("fourth", 40))];
        foreach (ClaimRules rules in new[] { Slow, ClaimRules.None with { HostPerMinute = 1 } })
        {
            for (int round = 0; round < 10; round++)
            {
                ClaimAnswer[] answers = await Task.WhenAll(
                    all.Concat(all).Select(session => Task.Run(async () => await session.ClaimAsync(1, rules))));

                Assert.Single(answers, answer => answer.Claims.Count > 0);
                Assert.All(answers, answer => Assert.True(answer.Claims.Count > 0 || answer.NextDue > TimeSpan.FromSeconds(20)));
                await PassAsync(Long);
            }
        }
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_AnotherRunIsStricter_ItsLimitCountsAsLongAsItIsAtWork()
    {
        IJobSession strict = await OpenAsync("strict", 3);
        Assert.Single((await strict.ClaimAsync(1, Slow)).Claims);
        IJobSession free = await OpenAsync("free", 3);

        Assert.Empty((await free.ClaimAsync(1, ClaimRules.None)).Claims);
        Assert.Empty((await free.ClaimAsync(1, ClaimRules.None with { HostDelay = TimeSpan.FromTicks(10) })).Claims);

        sessions.Remove(strict);
        await strict.DisposeAsync();
        Assert.Single((await free.ClaimAsync(1, ClaimRules.None)).Claims);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_OtherHostsAndPorts_OnlyThatHostWaits()
    {
        IJobSession session = await OpenAsync("one", 0);
        await session.AddAsync(
            [At("a", "https://one.example/a"), At("port", "https://one.example:8443/b"), At("two", "https://two.example/c"), new("none")]);
        IJobSession other = await OpenAsync("other", 0);
        await other.AddAsync([new("theirs")]);

        Assert.Equal(["a", "two", "none"], (await session.ClaimAsync(9, Slow)).Claims.Select(claim => claim.Item.Key));
        Assert.Equal("theirs", Assert.Single((await other.ClaimAsync(9, Slow)).Claims).Item.Key); // no host is not one for all jobs
    }

    [Fact(Timeout = Hang)]
    public async Task RestHostAsync_AnotherJobWithoutLimits_LeavesTheHostAlone()
    {
        IJobSession one = await OpenAsync("one", 2);
        IJobSession other = await OpenAsync("other", 2);
        await other.AddAsync([At("elsewhere", "https://two.example/")]);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, TestContext.Current.CancellationToken);

        await one.RestHostAsync("one.example", Long);
        await one.RestHostAsync("one.example", TimeSpan.FromSeconds(1)); // a shorter one takes nothing back

        Assert.Equal(new QueueCounts(Ready: 1, Later: 2, Claimed: 0) { Groups = 1 }, other.Count(ClaimRules.None));
        Assert.Equal("elsewhere", Assert.Single((await other.ClaimAsync(9, ClaimRules.None)).Claims).Item.Key);
        Assert.Empty((await one.ClaimAsync(9, ClaimRules.None)).Claims);
        await PassAsync(Long);
        Assert.Equal(2, (await other.ClaimAsync(9, ClaimRules.None)).Claims.Count);
    }

    [Fact(Timeout = Hang)]
    public async Task RestHostAsync_LongerThanAnHour_HoldsOthersForAnHour()
    {
        IJobSession session = await OpenAsync("one", 1);

        await session.RestHostAsync("one.example", TimeSpan.FromDays(40_000));

        Assert.InRange((await session.ClaimAsync(1, ClaimRules.None)).NextDue!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_ClockSetBack_NobodyWaitsForLonger()
    {
        IJobSession session = await OpenAsync("one", 3);
        await session.ClaimAsync(1, Slow with { HostPerMinute = 1 });

        await PassAsync(TimeSpan.FromDays(-3));

        Assert.InRange((await session.ClaimAsync(1, Slow)).NextDue!.Value, TimeSpan.Zero, Long);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAsync_NobodyHasALimit_NothingIsNotedOfHosts()
    {
        IJobSession session = await OpenAsync("one", 3);

        Assert.Equal(3, (await session.ClaimAsync(3, ClaimRules.None)).Claims.Count);

        Assert.Equal(0L, await RunAsync($"select (select count(*) from {schema}.hosts) + (select count(*) from {schema}.host_limits)"));
    }

    private static WorkItem At(string key, string address) => new(key, new Uri(address));

    private async Task<IJobSession> OpenAsync(string job, int items)
    {
        IJobSession session = await store.OpenAsync(
            new(job, "https://one.example/") { SiteHost = "one.example" }, TestContext.Current.CancellationToken);
        lock (sessions)
        {
            sessions.Add(session);
        }

        await session.AddAsync([.. Enumerable.Range(0, items).Select(number => At($"{number:00}", $"https://one.example/{number}"))]);
        return session;
    }

    private Task<object?> PassAsync(TimeSpan time)
    {
        string shift = FormattableString.Invariant($"interval '{time.TotalSeconds} s'");
        return RunAsync(
            $"update {schema}.hosts set last = last - {shift}, rests = rests - {shift}; update {schema}.host_starts set at = at - {shift}");
    }

    private async Task<object?> RunAsync(string sql)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await using NpgsqlCommand command = new(sql, opened);
        return await command.ExecuteScalarAsync();
    }
}
