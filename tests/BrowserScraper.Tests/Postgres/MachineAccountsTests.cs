using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Session;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>Accounts in a real database: who has which, and what machines leave to each other.</summary>
public sealed class MachineAccountsTests(PostgresServer server) : IAsyncLifetime
{
    private const string Site = "https://one.example/";
    private static readonly string[] Three = [$"{Site} ann", $"{Site} bob", $"{Site} cleo"];
    private static readonly JsonObject State = JsonNode.Parse(
        """{"cookies":[{"name":"sid","value":"opensesame-1","domain":"one.example","path":"/"}],"origins":[]}""")!.AsObject();

    private static readonly JsonObject Rotating = JsonNode.Parse(
        """
        {"cookies":[{"name":"tok","value":"opensesame-2","domain":"one.example","path":"/"}],"origins":[],
        "tokens":[{"cookie":"tok","domain":"one.example","path":"/","kind":"rotates","evidence":"trial","since":"2026-01-01T00:00:00Z"}]}
        """)!.AsObject();

    private readonly string schema = $"accounts_{Guid.NewGuid():n}";
    private readonly TemporaryFolder files = new(inMemory: true);
    private readonly List<IAsyncDisposable> open = [];
    private readonly List<string> told = [];
    private string connection = "";
    private PostgresJobStore store = null!;

    public async ValueTask InitializeAsync()
    {
        connection = await server.ConnectionAsync();
        open.Add(store = new(new(connection, files.Root) { Schema = schema }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable each in open.AsEnumerable().Reverse())
        {
            await each.DisposeAsync();
        }

        await RunAsync($"drop schema if exists {schema} cascade");
        files.Dispose();
    }

    [Fact]
    public async Task ShareAsync_OneMachine_HasAll()
    {
        IMachineAccounts one = await MachineAsync();

        Assert.Single((await one.ShareAsync(Three, most: 1)).Held);
        Assert.Equal(Three, (await one.ShareAsync(Three, most: 9)).Held.Order());
    }

    [Fact]
    public async Task ShareAsync_ThreeMachinesBeginTogether_EachHasOne()
    {
        IMachineAccounts[] all = [await MachineAsync(), await MachineAsync(), await MachineAsync()];
        AccountShare[] first = await Task.WhenAll(all.Select(each => each.ShareAsync(Three, most: 1)));
        AccountShare[] later = await Task.WhenAll(all.Select(each => each.ShareAsync(Three, most: 9)));

        Assert.Equal(Three, first.Select(share => Assert.Single(share.Held)).Order());
        Assert.All(later, share => Assert.Equal((1, 0), (share.Held.Count, share.Surplus)));
    }

    [Fact]
    public async Task ShareAsync_AMachineComesLater_IsGivenOneByWhoHasMore()
    {
        IMachineAccounts one = await MachineAsync();
        await one.ShareAsync(Three, most: 9);
        IMachineAccounts late = await MachineAsync();

        AccountShare waiting = await late.ShareAsync(Three, most: 1);
        Assert.Empty(waiting.Held);
        Assert.Equal([Environment.MachineName], waiting.Others);
        AccountShare asked = await one.ShareAsync(Three, most: 9);
        Assert.Equal(1, asked.Surplus);
        await one.LeaveAsync(asked.Held[^1]);

        Assert.Equal(asked.Held[^1], Assert.Single((await late.ShareAsync(Three, most: 9)).Held));
        Assert.Equal((2, 0), (await one.ShareAsync(Three, most: 9)) is var rest ? (rest.Held.Count, rest.Surplus) : default);
    }

    [Fact]
    public async Task ShareAsync_AnotherJobHasTheAccount_IsToldWhichOne()
    {
        await (await MachineAsync("job-a")).ShareAsync([Three[0]], most: 1);

        AccountShare share = await (await MachineAsync("job-b")).ShareAsync([Three[0]], most: 1);

        Assert.Empty(share.Held);
        Assert.Equal([$"{Environment.MachineName} (job-a)"], share.Others);
    }

    [Fact]
    public async Task ShareAsync_ItsMachineIsDead_OnlyWhoWasThereAllTheTimeTakesIt()
    {
        IMachineAccounts dying = await MachineAsync();
        IMachineAccounts there = await MachineAsync();
        await dying.ShareAsync([Three[0]], most: 1);
        await there.ShareAsync([Three[0]], most: 1);
        await RunAsync(
            $"update {schema}.machines set beat = now() - interval '1 hour' where id = (select machine from {schema}.accounts)");

        IMachineAccounts late = await MachineAsync();
        Assert.Empty((await late.ShareAsync([Three[0]], most: 1)).Held); // perhaps nobody was: an outage has just ended
        Assert.Single((await there.ShareAsync([Three[0]], most: 1)).Held);
        Assert.Empty((await dying.ShareAsync([Three[0]], most: 1)).Held);
    }

    [Fact]
    public async Task WriteAsync_SomebodyHasWrittenSince_ChangesNothing()
    {
        IMachineAccounts one = await MachineAsync();
        Assert.Equal((0, null), await one.ReadAsync(Three[0]));

        Assert.True(await one.WriteAsync(Three[0], 0, [1]));
        Assert.False(await one.WriteAsync(Three[0], 0, [2]));
        Assert.True(await one.WriteAsync(Three[0], 1, [3]));

        (long version, byte[]? login) = await one.ReadAsync(Three[0]);
        Assert.Equal(2, version);
        Assert.Equal([3], login);
    }

    [Fact]
    public async Task CountSignInAsync_ManyMachines_CountTogetherWithinTheWindow()
    {
        IMachineAccounts one = await MachineAsync();
        IMachineAccounts other = await MachineAsync();

        Assert.Equal(1, await one.CountSignInAsync(Three[0], TimeSpan.FromMinutes(10)));
        Assert.Equal(2, await other.CountSignInAsync(Three[0], TimeSpan.FromMinutes(10)));
        await RunAsync($"update {schema}.accounts set sign_ins[1] = now() - interval '11 minutes'");
        Assert.Equal(2, await one.CountSignInAsync(Three[0], TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task BeginAsync_LeftByAnotherMachine_IsItsSessionAndNoClearTextIsStored()
    {
        SessionKey key = NewKey("key");
        await (await LoginAsync(Three[0], key)).KeepAsync(State, isEnd: true);

        JsonObject? found = await (await LoginAsync(Three[0], key)).BeginAsync(own: null);

        Assert.True(JsonNode.DeepEquals(State, found));
        Assert.DoesNotContain("opensesame", await StoredAsync(), StringComparison.Ordinal);
        Assert.Empty(told);
    }

    [Fact]
    public async Task BeginAsync_WithoutAKey_NothingIsStoredButHowTokensBehave()
    {
        await (await LoginAsync(Three[0], key: null)).KeepAsync(Rotating, isEnd: true);

        JsonObject? found = await (await LoginAsync(Three[0], key: null)).BeginAsync(own: null);

        Assert.Null(found!["cookies"]);
        Assert.Single(found["tokens"]!.AsArray());
        Assert.DoesNotContain("opensesame", await StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginAsync_TokensAreSpentAndItsMachineDied_SendsNoneOfThemAgain()
    {
        SessionKey key = NewKey("key");
        SharedLogin dying = await LoginAsync(Three[0], key);
        await dying.KeepAsync(Rotating, isEnd: false);

        JsonObject? found = await (await LoginAsync(Three[0], key)).BeginAsync(Rotating);

        Assert.Null(found!["cookies"]);
        Assert.Single(found["tokens"]!.AsArray());
        Assert.Contains("has not come to an end", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginAsync_TakenOverAndKilledAtOnce_TheNextOneSendsNoneOfThemAgain()
    {
        SessionKey key = NewKey("key");
        await (await LoginAsync(Three[0], key)).KeepAsync(Rotating, isEnd: true);
        Assert.NotNull((await (await LoginAsync(Three[0], key)).BeginAsync(own: null))!["cookies"]);

        Assert.Null((await (await LoginAsync(Three[0], key)).BeginAsync(own: null))!["cookies"]);
    }

    [Fact]
    public async Task BeginAsync_RowsWereSwapped_NeitherIsUsed()
    {
        SessionKey key = NewKey("key");
        await (await LoginAsync(Three[0], key)).KeepAsync(State, isEnd: true);
        await (await LoginAsync(Three[1], key)).KeepAsync(State, isEnd: true);
        await RunAsync(
            $"""
            update {schema}.accounts a set login = b.login from {schema}.accounts b
            where a.name <> b.name and a.login is not null and b.login is not null
            """);

        Assert.Null(await (await LoginAsync(Three[0], key)).BeginAsync(own: null));
        Assert.Contains("another account's", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginAsync_TheLineWasMadeToFitAnotherAccount_IsNotUsed()
    {
        SessionKey key = NewKey("key");
        await (await LoginAsync(Three[0], key)).KeepAsync(State, isEnd: true);
        await (await LoginAsync(Three[1], key)).KeepAsync(State, isEnd: true);
        (byte[] from, byte[] to) = (System.Text.Encoding.UTF8.GetBytes("bob"), System.Text.Encoding.UTF8.GetBytes("ann"));
        await RunAsync(
            $"""
            update {schema}.accounts a set login = overlay(b.login placing '\x{Convert.ToHexString(to)}'::bytea
                from position('\x{Convert.ToHexString(from)}'::bytea in b.login))
            from {schema}.accounts b where a.name = '{Three[0]}' and b.name = '{Three[1]}'
            """);

        Assert.Null((await (await LoginAsync(Three[0], key)).BeginAsync(own: null))!["cookies"]);
        Assert.Contains("without the key", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginAsync_AnotherKey_IsOneLineThatNamesTheFileAndSharedItIsRefused()
    {
        await (await LoginAsync(Three[0], NewKey("one"))).KeepAsync(State, isEnd: true);
        SessionKey other = NewKey("other");

        await (await LoginAsync(Three[0], other)).BeginAsync(own: null);
        Assert.StartsWith($"SESSION_KEY_FILE: {other.Path} is not the key", Assert.Single(told), StringComparison.Ordinal);
        SharedLogin shared = await LoginAsync(Three[0], other, isShared: true);
        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => shared.BeginAsync(own: null));
        Assert.Equal(StopReason.BadUsage, refused.Reason);
    }

    [Fact]
    public async Task BeforeFormAsync_TwoMachinesFindTheSessionEnded_OneSignsInAndTheOtherTakesItOver()
    {
        SessionKey key = NewKey("key");
        SharedLogin one = await LoginAsync(Three[0], key, isShared: true);
        SharedLogin other = await LoginAsync(Three[0], key, isShared: true);

        Assert.Equal(1, await one.BeforeFormAsync(TimeSpan.FromMinutes(10)));
        await Assert.ThrowsAsync<SignedInElsewhereException>(() => other.BeforeFormAsync(TimeSpan.FromMinutes(10)));
        await one.KeepAsync(State, isEnd: false);
        await one.ReleaseAsync();
        await Assert.ThrowsAsync<SignedInElsewhereException>(() => other.BeforeFormAsync(TimeSpan.FromMinutes(10)));

        Assert.True(JsonNode.DeepEquals(State, await other.NewerAsync()));
        Assert.Null(await other.NewerAsync());
    }

    private async Task<SharedLogin> LoginAsync(string name, SessionKey? key, bool isShared = false)
    {
        SharedLogin login = new(await MachineAsync(), name, "ann", key, isShared, told.Add);
        return login;
    }

    private SessionKey NewKey(string name)
    {
        File.WriteAllBytes(files[name], RandomNumberGenerator.GetBytes(32));
        return SessionKey.Read(files[name])!;
    }

    private async Task<IMachineAccounts> MachineAsync(string job = "the-job")
    {
        IJobSession session = await store.OpenAsync(new(job, Site), TestContext.Current.CancellationToken);
        open.Add(session);
        return session.Accounts!;
    }

    private async Task<string> StoredAsync()
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await using NpgsqlCommand command = new($"select string_agg(encode(login, 'escape'), ' ') from {schema}.accounts", opened);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task RunAsync(string sql)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await using NpgsqlCommand command = new(sql, opened);
        await command.ExecuteNonQueryAsync();
    }
}
