using System.Security.Cryptography;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Progress;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.BrowserTests;

/// <summary>Several machines on one job, and the accounts that they sign in with; the portals count.</summary>
public sealed class SharedAccountTests(PostgresServer server)
{
    private const int Vehicles = 45;

    [Fact]
    public async Task Run_Shared_OneSignInForThreeMachinesAndOneMoreForAllWhenItEnds()
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder);
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(30));
        Once ended = new(() => portal.Stickers() >= Vehicles / 3, portal.EndAllSessions);

        JobRun[] runs = await OnThreeAsync(options, store => JobRun.OfAsync(
            JobRun.DealerScript(portal), store.Data, store.Store, [ended],
            "CONCURRENT_PAGES=1", "ACCOUNT_MODE=share", $"SESSION_KEY_FILE={KeyFile(folder)}"));

        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        Assert.Equal(Vehicles, runs.Sum(run => run.Report.Done));
        Assert.True(ended.IsDone);
        Assert.Equal(2, portal.Counts.SignIns);
    }

    [Fact]
    public async Task Run_SharedWithoutAKey_IsRefusedInOneLine()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(1);
        await using PostgresJobStore store = new(await OptionsAsync(folder));

        JobRun run = await JobRun.OfAsync(JobRun.DealerScript(portal), folder.Root, store, [], "ACCOUNT_MODE=share");

        Assert.Equal(StopReason.BadUsage, run.Report.Stopped);
        Assert.Equal(0, portal.Counts.SignIns);
    }

    [Theory]
    [InlineData("ACCOUNT_MODE=pin")]
    [InlineData("ACCOUNT_MODE=share")]
    public async Task Run_TokensAreSpentAndItsMachineIsCutOff_AnotherTakesOverAndNoTokenIsSentTwice(string mode)
    {
        const int Books = 24;
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder) with
        {
            Heartbeat = TimeSpan.FromSeconds(0.5), Lease = TimeSpan.FromSeconds(3),
        };
        string[] settings = [mode, $"SESSION_KEY_FILE={KeyFile(folder)}", "CONCURRENT_PAGES=2", "BACKOFF_FACTOR=1"];
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, Latency = TimeSpan.FromMilliseconds(20), ReuseDetection = true }, TestContext.Current.CancellationToken);
        await using (PostgresJobStore first = new(options))
        {
            await BookRun.OfAsync(portal, Path.Combine(folder.Root, "first"), first, [], [.. settings, "MAX_DOWNLOADS=1"]);
        }

        BookPortalCounts trial = portal.Counts;
        Once? cut = null;

        (RunReport Report, EventLog Events)[] runs = await OnThreeAsync(options, machine => BookRun.OfAsync(
            portal, machine.Data, machine.Store,
            [Cut(machine, () => portal.Counts.EpubsServed.Count >= Books / 3, once => Interlocked.CompareExchange(ref cut, once, null))],
            settings));

        Assert.Equal([null, null, StopReason.MachineLacks], runs.Select(run => run.Report.Stopped).Order());
        Assert.Equal(Books, await DoneAsync(options));
        Assert.Equal(trial.RejectedRequests, portal.Counts.RejectedRequests);
        Assert.InRange(portal.Counts.SignIns - trial.SignIns, 0, 1);
        Assert.Contains(
            runs.SelectMany(run => run.Events.Notices),
            notice => notice.StartsWith("ACCOUNTS: all are in use by ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ThreeAccountsAndThreeMachines_EachHasOne()
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder);
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = 30, Accounts = 3, Rotation = TokenRotation.Grace, Grace = TimeSpan.FromMinutes(1),
                Latency = TimeSpan.FromMilliseconds(50) },
            TestContext.Current.CancellationToken);

        (RunReport Report, EventLog Events)[] runs = await OnThreeAsync(
            options, machine => BookRun.OfAsync(portal, machine.Data, machine.Store, [], "CONCURRENT_PAGES=1"));

        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        Assert.Equal(30, runs.Sum(run => run.Report.Done));
        Assert.Equal(3, runs.SelectMany(run => run.Report.Tokens.Keys).Distinct().Count());
    }

    [Fact]
    public async Task Run_AMachinesLastAccountIsRefusedInMidRun_ItWaitsForAnotherAndEndsWell()
    {
        const int Books = 40;
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder);
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, Accounts = 2, Rotation = TokenRotation.Grace, Grace = TimeSpan.FromMinutes(1),
                Latency = TimeSpan.FromMilliseconds(50) },
            TestContext.Current.CancellationToken);
        int lists = 0;
        Once locked = new(
            () => lists == 2 && portal.Counts.EpubsServed.Count >= Books / 4, () => portal.LockAccount(portal.Accounts[1].Username))
        {
            Seen = happened => _ = happened is RunEvent.DiscoveryEnded && Interlocked.Increment(ref lists) > 0,
        };

        (RunReport Report, EventLog Events)[] runs = await OnAsync(
            2, options, machine => BookRun.OfAsync(portal, machine.Data, machine.Store, [locked], "CONCURRENT_PAGES=1"));

        Assert.True(locked.IsDone);
        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        Assert.Equal(Books, await DoneAsync(options));
        Assert.Single(
            runs.SelectMany(run => run.Events.Notices),
            notice => notice.EndsWith("it was the last one of this machine, which waits for another", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ItsAccountsAreShared_ItsPagesAreTold()
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder);
        await using DealerPortal portal = await Portals.StartAsync(2);
        await using PostgresJobStore store = new(options);

        await JobRun.OfAsync(JobRun.DealerScript(portal), folder.Root, store, [], "CONCURRENT_PAGES=3");

        Assert.Equal(3, Assert.Single(await (await store.FindAsync("dealer-inventory"))!.MachinesAsync()).Pages);
    }

    private static async Task<int> DoneAsync(PostgresOptions options)
    {
        await using PostgresJobStore store = new(options);
        IJobReader job = (await store.FindAsync("book-library"))!;
        return await job.ItemsAsync().CountAsync(
            record => record.State == ItemState.Done, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static string KeyFile(CliFolder folder)
    {
        string path = Path.Combine(folder.Root, "session.key");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return path;
    }

    private async Task<PostgresOptions> OptionsAsync(CliFolder folder) =>
        new(await server.ConnectionAsync(), Path.Combine(folder.Root, "shared"))
        {
            Schema = $"accounts_{Guid.NewGuid():n}", Heartbeat = TimeSpan.FromSeconds(1),
        };

    private static Task<T[]> OnThreeAsync<T>(PostgresOptions options, Func<Machine, Task<T>> run) => OnAsync(3, options, run);

    private static async Task<T[]> OnAsync<T>(int count, PostgresOptions options, Func<Machine, Task<T>> run)
    {
        Machine[] machines = [.. Enumerable.Range(1, count).Select(number => new Machine(
            new PostgresJobStore(options), Path.Combine(Path.GetDirectoryName(options.FilesFolder)!, $"machine-{number}")))];
        try
        {
            return await Task.WhenAll(machines.Select(run));
        }
        finally
        {
            foreach (Machine machine in machines)
            {
                await machine.Store.DisposeAsync();
            }
        }
    }

    /// <summary>Takes the database away from the first machine that has worked enough.</summary>
    private static Once Cut(Machine machine, Func<bool> isTime, Func<Once, Once?> first)
    {
        Once once = null!;
        bool hasWorked = false;
        once = new(() => hasWorked && isTime() && first(once) is null, () => _ = machine.Store.DisposeAsync().AsTask())
        {
            Seen = happened => hasWorked |= happened is RunEvent.ItemEnded,
        };
        return once;
    }

    private sealed record Machine(PostgresJobStore Store, string Data);

    /// <summary>Does something once, as soon as it is time.</summary>
    private sealed class Once(Func<bool> isTime, Action act) : IRunEventReader
    {
        private int done;

        public bool IsDone => done > 0;

        public Action<RunEvent> Seen { get; init; } = _ => { };

        public void Read(RunEvent happened)
        {
            Seen(happened);
            if (done == 0 && isTime() && Interlocked.Exchange(ref done, 1) == 0)
            {
                act();
            }
        }
    }
}
