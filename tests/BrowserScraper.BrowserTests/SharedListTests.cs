using System.Collections.Concurrent;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.BrowserTests;

/// <summary>Several machines work on one job in PostgreSQL, and one of them reads the site's list.</summary>
public sealed class SharedListTests(PostgresServer server)
{
    private const int Vehicles = 30;
    private const int RowsOfAPage = 10;

    /// <summary>The list's first page is also what a look at home loads.</summary>
    private const int HeldPage = 2;

    private readonly ConcurrentDictionary<int, int> asked = new();
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Run_TwoMachines_OneReadsTheList()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync();
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        one.Waits = other.Waits = () => open.TrySetResult();

        JobRun[] runs = await Task.WhenAll(one.RunAsync(), other.RunAsync());

        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        Assert.Equal(1, asked[HeldPage]);
        Assert.Equal(Vehicles, runs.Sum(run => run.Report.Done));
        await AssertDoneAsync(one.Store);
    }

    [Fact]
    public async Task Run_ReaderOfTheListIsStopped_TheOtherReadsItFromItsStart()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync();
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        WhenAllKnownIsDone(one, other, reader =>
        {
            reader.Control.Stop(StopReason.Interrupted, "enough", TimeSpan.Zero);
            open.TrySetResult();
            return Task.CompletedTask;
        });

        JobRun[] runs = await Task.WhenAll(one.RunAsync(), other.RunAsync());

        Assert.Equal([null, StopReason.Interrupted], runs.Select(run => run.Report.Stopped).Order());
        await AssertDoneAsync(one.Store);
    }

    [Fact]
    public async Task Run_ReaderOfTheListIsCutOff_TheOtherReadsItFromItsStart()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync();
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        WhenAllKnownIsDone(one, other, async reader =>
        {
            await reader.Store.DisposeAsync();
            open.TrySetResult();
        });

        JobRun[] runs = await Task.WhenAll(one.RunAsync(), other.RunAsync());

        Assert.Equal([null, StopReason.MachineLacks], runs.Select(run => run.Report.Stopped).Order());
        await AssertDoneAsync(runs[0].Report.Stopped is null ? one.Store : other.Store);
    }

    /// <summary>
    /// What is on the list's first page is done, so that nobody has anything to do, and one machine waits for the other to read on.
    /// </summary>
    private static void WhenAllKnownIsDone(SharedMachine one, SharedMachine other, Func<SharedMachine, Task> then)
    {
        Lock gate = new();
        int done = 0;
        SharedMachine? reader = null;
        bool isDue = false;
        void Look(Action change)
        {
            lock (gate)
            {
                change();
                if (!isDue && reader is not null && done == RowsOfAPage)
                {
                    isDue = true;
                    _ = Task.Run(() => then(reader));
                }
            }
        }

        one.Waits = () => Look(() => reader ??= other);
        other.Waits = () => Look(() => reader ??= one);
        one.Settled = other.Settled = () => Look(() => done++);
    }

    private Task<DealerPortal> StartAsync() => DealerPortal.StartAsync(
        new() { Vehicles = Vehicles, ItemsPerPage = RowsOfAPage, RowsAsked = AskedAsync }, TestContext.Current.CancellationToken);

    private Task AskedAsync(int page)
    {
        asked.AddOrUpdate(page, 1, (_, times) => times + 1);
        return page == HeldPage ? open.Task : Task.CompletedTask;
    }

    private async Task<SharedMachine> MachineAsync(CliFolder folder, DealerPortal portal, string name) =>
        SharedMachine.Of(portal, folder, await server.ConnectionAsync(), name);

    private static async Task AssertDoneAsync(PostgresJobStore store)
    {
        IJobReader job = (await store.FindAsync("dealer-inventory"))!;
        ItemRecord[] items = await job.ItemsAsync().ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Vehicles, items.Count(item => item.State == ItemState.Done));
    }
}
