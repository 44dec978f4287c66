using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Cli.Chaos.Machines;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Progress;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace BrowserScraper.BrowserTests;

/// <summary>One job in PostgreSQL, worked on by two runs at once, as two machines would.</summary>
public sealed class ManyMachinesTests(PostgresServer server)
{
    private const int Vehicles = 60;
    private const int Pages = 2;

    private static readonly string[] Told = ["cannot be", "heartbeat", "answers again"];

    [Fact]
    public async Task Run_TwoMachines_ShareTheJobAndNothingIsDoneTwice()
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder);
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(20));
        await using PostgresJobStore one = new(options);
        await using PostgresJobStore other = new(options);

        JobRun[] runs = await Task.WhenAll(RunAsync(portal, folder, one, "one"), RunAsync(portal, folder, other, "other"));

        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        Assert.All(runs, run => Assert.InRange(run.Report.Done, 1, Vehicles - 1));
        Assert.Equal(Vehicles, runs.Sum(run => run.Report.Done));
        Assert.Equal(Vehicles, portal.Stickers());
        await AssertHoldsAsync(one, portal);
    }

    [Fact]
    public async Task Run_OneMachineIsCutOff_TheOtherTakesWhatItHad()
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder) with
        {
            Heartbeat = TimeSpan.FromSeconds(0.5), Lease = TimeSpan.FromSeconds(3),
        };
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(20));
        await using PostgresJobStore one = new(options);
        await using PostgresJobStore other = new(options);

        JobRun[] runs = await Task.WhenAll(
            RunAsync(portal, folder, one, "one", new CutsOff(portal, one)), RunAsync(portal, folder, other, "other"));

        Assert.Equal([StopReason.MachineLacks, null], runs.Select(run => run.Report.Stopped));
        Assert.InRange(portal.Stickers(), Vehicles, Vehicles + Pages);
        await AssertHoldsAsync(other, portal);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("stalled")]
    public async Task Run_OneMachineLosesTheDatabaseForLong_TheOtherTakesWhatItHadAndItComesBack(string how)
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder) with
        {
            Heartbeat = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(4), Lease = TimeSpan.FromSeconds(6),
        };
        await using LoopbackProxy network = new(new NpgsqlConnectionStringBuilder(options.Connection).Port);
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(20));
        await using PostgresJobStore one = new(Through(network, options));
        await using PostgresJobStore other = new(options);

        bool isFenced = false;
        Happens gone = new(portal, how == "cut" ? network.Cut : network.Stall, Vehicles / 3);
        Happens fenced = new(portal, () => isFenced = true, line => line.Contains("heartbeat", StringComparison.Ordinal));
        Happens back = new(portal, network.Mend, Vehicles, _ => isFenced); // quick machines are through before
        JobRun[] runs = await Task.WhenAll(RunAsync(portal, folder, one, "one", gone, fenced), OtherAsync());

        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        string[] told =
        [
            .. runs[0].Events.Notices.Where(line => line.StartsWith("STORE:", StringComparison.Ordinal)).Select(line =>
                Told.First(word => line.Contains(word, StringComparison.Ordinal))),
        ];
        Assert.Contains("heartbeat", told); // its items ended there; what else is told depends on what it asks before the job is over
        // All else is told once; a slow computer's heartbeat may be late a second time, once the first outage is over.
        Assert.Equal(told.Distinct().Count(), told.Count(word => word != "heartbeat") + 1);
        Assert.InRange(portal.Stickers(), Vehicles, Vehicles + Pages);
        await AssertHoldsAsync(other, portal);

        async Task<JobRun> OtherAsync()
        {
            JobRun run = await RunAsync(portal, folder, other, "other", back);
            network.Mend();
            return run;
        }
    }

    [Fact]
    public async Task Run_TheDatabaseIsCutOffForAMoment_NothingIsSpent()
    {
        using CliFolder folder = new();
        PostgresOptions options = await OptionsAsync(folder);
        await using LoopbackProxy network = new(new NpgsqlConnectionStringBuilder(options.Connection).Port);
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(20));
        await using PostgresJobStore store = new(Through(network, options));

        Happens back = new(portal, network.Mend, line => line.StartsWith("STORE:", StringComparison.Ordinal));
        Happens gone = new(portal, network.Cut, Vehicles / 3);
        JobRun run = await RunAsync(portal, folder, store, "one", gone, back);

        AssertUntroubled(run, portal);
        await AssertHoldsAsync(store, portal);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Run_TheDatabaseIsStartedAgain_NothingIsSpent(string mode)
    {
        await using PostgresServer own = await PostgresServer.OwnAsync();
        using CliFolder folder = new();
        PostgresOptions options = new(await own.ConnectionAsync(), Path.Combine(folder.Root, "shared"))
        {
            Patience = TimeSpan.FromMinutes(2), Lease = TimeSpan.FromMinutes(3), // a busy machine may take long to start a server
        };
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(20));
        await using PostgresJobStore store = new(options);

        async Task AgainAsync()
        {
            await own.StopAsync(mode);
            await own.BeginAsync();
        }

        Task again = Task.CompletedTask;
        Happens restart = new(portal, () => again = Task.Run(AgainAsync), Vehicles / 3);
        JobRun run = await RunAsync(portal, folder, store, "one", restart);
        await again;

        AssertUntroubled(run, portal);
        await AssertHoldsAsync(store, portal);
    }

    private static PostgresOptions Through(LoopbackProxy network, PostgresOptions options) => options with
    {
        Connection = new NpgsqlConnectionStringBuilder(options.Connection) { Port = network.Port }.ToString(),
    };

    private static void AssertUntroubled(JobRun run, DealerPortal portal)
    {
        Assert.Null(run.Report.Stopped);
        Assert.Equal(Vehicles, run.Report.Done);
        Assert.Equal(Vehicles, portal.Stickers());
        Assert.Collection(
            run.Events.Notices.Where(line => line.StartsWith("STORE:", StringComparison.Ordinal)),
            line => Assert.StartsWith("STORE: the database cannot be used just now (", line),
            line => Assert.StartsWith("STORE: the database answers again after ", line));
    }

    private async Task<PostgresOptions> OptionsAsync(CliFolder folder) =>
        new(await server.ConnectionAsync(), Path.Combine(folder.Root, "shared")) { Schema = $"machines_{Guid.NewGuid():n}" };

    private static Task<JobRun> RunAsync(
        DealerPortal portal, CliFolder folder, IJobStore store, string machine, params IRunEventReader[] readers) => JobRun.OfAsync(
            JobRun.DealerScript(portal), Path.Combine(folder.Root, machine), store, readers, $"CONCURRENT_PAGES={Pages}");

    private static async Task AssertHoldsAsync(PostgresJobStore store, DealerPortal portal)
    {
        IJobReader job = (await store.FindAsync("dealer-inventory"))!;
        Dictionary<string, ItemRecord> items = await job.ItemsAsync().ToDictionaryAsync(
            record => record.Item.Key, record => record, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(portal.Vins().Order(), items.Keys.Order());
        Assert.All(items.Values, record => Assert.Equal(ItemState.Done, record.State));
        Assert.Equal(Vehicles, await job.RecordsAsync().CountAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Does something once: when so many vehicles are fetched, or a line is told.</summary>
    private sealed class Happens(DealerPortal portal, Action what, int after, Func<string, bool> isTold) : IRunEventReader
    {
        private int done;

        public Happens(DealerPortal portal, Action what, int after)
            : this(portal, what, after, _ => true)
        {
        }

        public Happens(DealerPortal portal, Action what, Func<string, bool> isTold)
            : this(portal, what, after: 0, isTold)
        {
        }

        public void Read(RunEvent happened)
        {
            bool isNow = after == 0 ? happened is RunEvent.Notice notice && isTold(notice.Text) : portal.Stickers() >= after && isTold("");
            if (isNow && Interlocked.Exchange(ref done, 1) == 0)
            {
                what();
            }
        }
    }

    /// <summary>Takes the database away from a machine: to the others it is one that is not heard of any more.</summary>
    private sealed class CutsOff(DealerPortal portal, PostgresJobStore store) : IRunEventReader
    {
        private bool isCut;

        public void Read(RunEvent happened)
        {
            if (!isCut && portal.Stickers() >= Vehicles / 3)
            {
                isCut = true;
                _ = store.DisposeAsync().AsTask();
            }
        }
    }
}
