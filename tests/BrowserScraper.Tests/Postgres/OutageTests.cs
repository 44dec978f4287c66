using System.Text.Json;
using BrowserScraper.Cli.Chaos.Machines;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>A machine that loses its database for a moment, for long, or for ever.</summary>
public sealed class OutageTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly WorkItem Item = new("vehicle-1", new Uri("https://dealer.example/vehicles/1"));

    private readonly string schema = $"outage_{Guid.NewGuid():n}";
    private readonly TemporaryFolder files = new(inMemory: true);
    private readonly List<IAsyncDisposable> begun = [];
    private readonly List<string> told = [];
    private LoopbackProxy network = null!;
    private string connection = "";

    public async ValueTask InitializeAsync()
    {
        connection = await server.ConnectionAsync();
        network = new(new NpgsqlConnectionStringBuilder(connection).Port);
    }

    public async ValueTask DisposeAsync()
    {
        network.Mend();
        foreach (IAsyncDisposable each in Enumerable.Reverse(begun))
        {
            await each.DisposeAsync();
        }

        await network.DisposeAsync();
        await RunAsync($"drop schema if exists {schema} cascade; drop role if exists {schema}");
        files.Dispose();
    }

    [Fact]
    public async Task Complete_TheNetworkIsCut_IsDoneWhenItIsBack()
    {
        IJobSession session = await OpenAsync();
        JobClaim claim = await ClaimAsync(session);

        network.Cut();
        Task<CompletionResult> completing = CompleteAsync(session, claim);
        await UntilAsync(() => told.Count > 0);
        Assert.False(completing.IsCompleted);
        network.Mend();

        Assert.False((await completing).IsLost);
        Assert.False(claim.Lost.IsCancellationRequested);
        await UntilAsync(() => told.Count > 1);
        Assert.Collection(
            told, line => Assert.StartsWith("STORE: the database cannot be used just now (", line),
            line => Assert.StartsWith("STORE: the database answers again after ", line));
        await AssertDoneAsync(session);
    }

    [Fact]
    public async Task Complete_ItsAnswerIsLost_IsNeitherLostNorDoneTwice()
    {
        IJobSession session = await OpenAsync();
        JobClaim claim = await ClaimAsync(session);

        Task cut = network.CutAfterAsync("complete_item");
        Task<CompletionResult> completing = CompleteAsync(session, claim);
        await cut;
        network.Mend();

        Assert.False((await completing).IsLost);
        await AssertDoneAsync(session);
    }

    [Fact]
    public async Task Claim_ItsAnswerIsLost_TheItemComesBackAsItWas()
    {
        IJobSession session = await OpenAsync();
        await session.AddAsync([Item]);

        Task cut = network.CutAfterAsync("claim_item");
        Task<JobClaim> claiming = NextAsync(session);
        await cut;
        network.Mend();

        Assert.Equal(default, (await claiming).Tally);
    }

    [Fact]
    public async Task Claim_CutForLongerThanTheLease_AnotherMachineHasItAndThisOneGoesOn()
    {
        IJobSession session = await OpenAsync();
        IJobSession other = await OpenAsync(connection);
        JobClaim claim = await ClaimAsync(session);

        network.Cut();
        await EndAsync(claim.Lost);
        JobClaim taken = await NextAsync(other);
        Assert.Equal(new(0, 1), (taken.Tally.Attempts, taken.Tally.Interruptions));
        Assert.True((await CompleteAsync(session, claim)).IsLost);
        Assert.Empty((await session.ClaimAsync(1, ClaimRules.None)).Claims);
        network.Mend();

        Assert.False((await CompleteAsync(other, taken)).IsLost);
        await session.AddAsync([Item with { Key = "vehicle-2" }]);
        Assert.Equal("vehicle-2", (await NextAsync(session)).Item.Key);
        await AssertDoneAsync(session);
    }

    [Fact]
    public async Task Complete_TheNetworkStallsForLonger_IsLostAndDoneOnceAllTheSame()
    {
        IJobSession session = await OpenAsync();
        JobClaim claim = await ClaimAsync(session);

        network.Stall();
        Task<CompletionResult> completing = CompleteAsync(session, claim);
        await EndAsync(claim.Lost);
        Assert.True((await completing).IsLost);
        network.Mend();

        // What was sent before the stall may arrive now, and settle the item; else it is there to claim.
        while ((await session.FindAsync(Item.Key))!.State != ItemState.Done)
        {
            foreach (JobClaim again in (await session.ClaimAsync(1, ClaimRules.None)).Claims)
            {
                await CompleteAsync(session, again);
            }
        }

        await AssertDoneAsync(session);
    }

    [Fact]
    public async Task Beat_TooLate_TheMachineEndsWhatItHasAndClaimsAgain()
    {
        IJobSession session = await OpenAsync();
        JobClaim claim = await ClaimAsync(session);

        await RunAsync($"update {schema}.machines set beat = beat - interval '1 hour'"); // it was stopped, and goes on
        await EndAsync(claim.Lost);

        Assert.True((await CompleteAsync(session, claim)).IsLost);
        JobClaim again = await NextAsync(session);
        Assert.True(again.Fence > claim.Fence);
        Assert.Contains(told, line => line.StartsWith("STORE: this machine was not heard of for 36", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_TheJobIsDeleted_EndsWithOneLine()
    {
        IJobSession session = await OpenAsync();
        JobClaim claim = await ClaimAsync(session);

        await RunAsync($"delete from {schema}.items; delete from {schema}.machines; delete from {schema}.jobs");
        await EndAsync(claim.Lost);

        RunStopException stopped = await Assert.ThrowsAsync<RunStopException>(() => NextAsync(session));
        Assert.Equal("STORE: the job was deleted from the database; nothing is left to do here", stopped.Message);
        Assert.Equal(stopped.Message, (await Assert.ThrowsAsync<RunStopException>(async () => await session.AddAsync([Item]))).Message);
    }

    [Fact]
    public async Task Session_TheOthersHaveEndedItsRunAndBegunAnother_StopsWithOneLine()
    {
        IJobSession session = await OpenAsync();
        IJobSession other = await OpenAsync(connection);
        JobClaim claim = await ClaimAsync(session);
        network.Cut();
        await EndAsync(claim.Lost);

        await EndRunAsync(other);
        IJobSession next = await OpenAsync(connection);
        network.Mend();

        RunStopException stopped = await Assert.ThrowsAsync<RunStopException>(() => NextAsync(session));
        Assert.Equal(StopReason.MachineLacks, stopped.Reason);
        Assert.EndsWith("another one has begun: start again to join that", stopped.Message);
        await next.QueueAsync([Item]);
        Assert.False((await CompleteAsync(next, await NextAsync(next))).IsLost);
    }

    [Fact]
    public async Task Session_TheOthersHaveEndedItsRun_ItIsAtWorkAgain()
    {
        IJobSession session = await OpenAsync();
        IJobSession other = await OpenAsync(connection);
        JobClaim claim = await ClaimAsync(session);
        network.Cut();
        await EndAsync(claim.Lost);

        await EndRunAsync(other);
        network.Mend();

        JobClaim again = await NextAsync(session);
        IJobSession joined = await OpenAsync(connection);
        await joined.AddAsync([Item with { Key = "vehicle-2" }]);
        Assert.Equal("vehicle-2", (await NextAsync(joined)).Item.Key);
        Assert.False((await CompleteAsync(session, again)).IsLost);
    }

    [Fact]
    public async Task Session_EveryConnectionIsTerminated_GoesOn()
    {
        IJobSession session = await OpenAsync();
        JobClaim claim = await ClaimAsync(session);

        await RunAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = '{schema}'");

        Assert.False((await CompleteAsync(session, claim)).IsLost);
        await AssertDoneAsync(session);
    }

    [Fact]
    public async Task Session_TakesNoWritesForAMoment_IsWaitedFor()
    {
        await RunAsync($"create role {schema} login superuser");
        IJobSession session = await OpenAsync(Through(connection) + $";Username={schema}");
        JobClaim claim = await ClaimAsync(session);

        await ReadOnlyAsync("on");
        Task<CompletionResult> completing = CompleteAsync(session, claim);
        await UntilAsync(() => told.Count > 0);
        await ReadOnlyAsync("off");

        Assert.False((await completing).IsLost);
        Assert.Contains(told, line => line.Contains("cannot be used just now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_ItsRightsAreTaken_StopsWithOneLine()
    {
        await OpenAsync(connection); // else the role would own what it made
        await RunAsync($"create role {schema} login superuser; grant usage on schema {schema} to {schema}");
        IJobSession session = await OpenAsync(Through(connection) + $";Username={schema}");
        await ClaimAsync(session);

        await RunAsync($"alter role {schema} nosuperuser");
        await RunAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{schema}'");

        RunStopException stopped = await Assert.ThrowsAsync<RunStopException>(() => NextAsync(session));
        Assert.Equal(StopReason.MachineLacks, stopped.Reason);
        Assert.Contains("its role needs to read and write all tables of the schema", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', stopped.Message);
        await RunAsync($"alter role {schema} superuser");
    }

    [Fact]
    public async Task Open_NobodyKnowsTheUser_StopsWithOneLine()
    {
        RunStopException stopped = await Assert.ThrowsAsync<RunStopException>(() => OpenAsync(connection + ";Username=nobody"));

        Assert.Equal(StopReason.MachineLacks, stopped.Reason);
        Assert.Contains("nobody", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', stopped.Message);
    }

    [Fact]
    public async Task Complete_NobodyWaitsAnyLonger_FailsAndTheSessionEnds()
    {
        PostgresOptions patient = Options(Through(connection)) with { Patience = TimeSpan.FromMinutes(1) };
        using CancellationTokenSource aborting = new();
        IJobSession session = await OpenAsync(patient);
        session.Ending = aborting.Token;
        JobClaim claim = await ClaimAsync(session);

        network.Stall();
        Task<CompletionResult> completing = CompleteAsync(session, claim);
        await UntilAsync(() => told.Count > 0);
        await aborting.CancelAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => completing);
    }

    private PostgresOptions Options(string way) => new($"{way};Application Name={schema}", files.Root)
    {
        Schema = schema,
        CountsAge = TimeSpan.Zero,
        Poll = TimeSpan.FromSeconds(0.1),
        Heartbeat = TimeSpan.FromSeconds(0.5),
        Patience = TimeSpan.FromSeconds(3),
        Lease = TimeSpan.FromSeconds(5),
        Pause = TimeSpan.FromSeconds(0.1),
    };

    private string Through(string way) => new NpgsqlConnectionStringBuilder(way) { Host = "127.0.0.1", Port = network.Port }.ToString();

    private Task<IJobSession> OpenAsync(string? way = null) => OpenAsync(Options(way ?? Through(connection)));

    private async Task<IJobSession> OpenAsync(PostgresOptions options)
    {
        PostgresJobStore store = new(options);
        begun.Add(store);
        IJobSession session = await store.OpenAsync(
            new("dealer-inventory", "dealer.example") { SiteHost = "dealer.example" }, TestContext.Current.CancellationToken);
        session.Told = line =>
        {
            lock (told)
            {
                told.Add(line);
            }
        };
        begun.Add(session);
        return session;
    }

    private static async Task<JobClaim> ClaimAsync(IJobSession session)
    {
        await session.AddAsync([Item]);
        return await NextAsync(session);
    }

    private static async Task<JobClaim> NextAsync(IJobSession session)
    {
        while (true)
        {
            if ((await session.ClaimAsync(1, ClaimRules.None)).Claims is [{ } claim])
            {
                return claim;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<CompletionResult> CompleteAsync(IJobSession session, JobClaim claim)
    {
        string staged = Path.Combine(Directory.CreateDirectory(Path.Combine(session.StagingFolder, $"{claim.Fence}")).FullName, "sticker");
        await File.WriteAllTextAsync(staged, claim.Item.Key);
        SavedFile file = new($"stickers/{claim.Item.Key}.txt", claim.Item.Key.Length, $"sha-{claim.Item.Key}");
        return await session.CompleteAsync(claim, new(ItemState.Done, claim.Tally, "Done")
        {
            Record = JsonSerializer.SerializeToElement(new { claim.Item.Key, Price = 1 }),
            Files = [file],
            Staged = new Dictionary<string, string> { [file.Path] = staged },
        });
    }

    private static async Task AssertDoneAsync(IJobSession session)
    {
        ItemRecord done = (await session.FindAsync(Item.Key))!;
        Assert.Equal((ItemState.Done, 0), (done.State, done.Attempts));
        Assert.Equal(Item.Key, await File.ReadAllTextAsync(Path.Combine(session.FilesFolder, done.Files[0].Path)));
        Assert.Equal(1, await session.RecordsAsync().CountAsync(TestContext.Current.CancellationToken));
    }

    private static async Task EndAsync(CancellationToken lost)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration hears = lost.Register(ended.SetResult);
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (true)
        {
            lock (told)
            {
                if (isSo())
                {
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The last one leaves that is heard of.</summary>
    private async Task EndRunAsync(IJobSession last)
    {
        await RunAsync(
            $"update {schema}.machines set beat = beat - interval '1 hour' where id = (select min(id) from {schema}.machines)");
        await last.DisposeAsync();
    }

    /// <summary>As after a failover: connections of before, and new ones, take no writes.</summary>
    private async Task ReadOnlyAsync(string state)
    {
        await RunAsync($"alter role {schema} set default_transaction_read_only = {state}");
        await RunAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{schema}'");
    }

    private async Task RunAsync(string sql)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await using NpgsqlCommand command = new(sql, opened);
        await command.ExecuteNonQueryAsync();
    }
}
