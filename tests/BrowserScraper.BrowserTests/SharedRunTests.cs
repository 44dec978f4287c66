using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.BrowserTests;

/// <summary>A run of several machines: what is wanted of the whole job, who leaves and comes back, and what all of them may do.</summary>
public sealed class SharedRunTests(PostgresServer server)
{
    private const int Vehicles = 12;

    /// <summary>Opened, the list goes on: the run lasts until then.</summary>
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task StopAsync_FromElsewhere_EndsAllMachines()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, "hang=#3,#4");
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        OnceOn([one, other], happened => happened is RunEvent.ItemStarted, all => _ = Task.Run(async () =>
            Assert.True(await (await ControlAsync(all[0])).StopAsync(StopReason.Cancelled, "enough"))));

        JobRun[] runs = await Task.WhenAll(one.RunAsync(), other.RunAsync());

        Assert.All(runs, run => Assert.Equal((StopReason.Cancelled, "enough"), (run.Report.Stopped, run.Report.Message)));
    }

    [Fact]
    public async Task CancelAsync_FromElsewhere_EndsTheAttemptAndNoOther()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, "hang=#3");
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        string hangs = portal.Vehicles[2].Vin;
        one.Told += happened => _ = happened is RunEvent.ItemStarted started && started.Key == hangs
            ? Task.Run(async () => Assert.True(await (await ControlAsync(one)).CancelAsync(hangs))) : null;

        JobRun run = await one.RunAsync("ITEM_TIMEOUT=3600", "GLOBAL_JOB_TIMEOUT=300");

        Assert.Equal((null, Vehicles - 1, 1), (run.Report.Stopped, run.Report.Done, run.Report.Skipped));
        Assert.Equal("cancelled", run.Events.Ended.Single(item => item.Key == hangs).Reason);
    }

    [Fact]
    public async Task PauseAsync_FromElsewhere_HoldsMachinesThatJoinToo()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync();
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        TaskCompletionSource isPaused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource joinsPaused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OnceOn([one], happened => happened is RunEvent.ItemStarted, all => _ = Task.Run(async () =>
            await (await ControlAsync(all[0])).PauseAsync("anna")));
        one.Told += happened => _ = happened is RunEvent.Notice { Text: "JOB: paused, by anna" } && isPaused.TrySetResult();
        other.Told += happened => _ = happened is RunEvent.Steered { IsPaused: true } && joinsPaused.TrySetResult();

        Task<JobRun> first = one.RunAsync();
        await isPaused.Task;
        Task<JobRun> second = other.RunAsync();
        await joinsPaused.Task;
        Assert.False(first.IsCompleted || second.IsCompleted);
        Assert.True(await (await ControlAsync(one)).ResumeAsync("bert"));
        open.SetResult();

        JobRun[] runs = await Task.WhenAll(first, second);
        Assert.Equal(Vehicles, runs.Sum(run => run.Report.Done));
        Assert.All(runs, run => Assert.Equal((Vehicles, 0), (run.Report.Together!.Done, run.Report.Together.Others)));
    }

    [Fact]
    public async Task Run_MachineComesBackInMidRun_RevivesNothingUntilAsked()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync("error500=#2!");
        await using SharedMachine stays = await MachineAsync(folder, portal, "stays");
        await using SharedMachine leaves = await MachineAsync(folder, portal, "leaves");
        await using SharedMachine back = await MachineAsync(folder, portal, "back");
        TaskCompletionSource hasFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource isBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
        leaves.Told = stays.Told = happened =>
            _ = happened is RunEvent.ItemEnded { State: ItemState.Failed } && hasFailed.TrySetResult();
        string[] settings = ["MAX_RETRIES=0", "MAX_DOWNLOADS=8"];
        back.Told = happened => _ = happened is RunEvent.Recovered && isBack.TrySetResult();

        Task<JobRun> whole = stays.RunAsync(settings);
        Task<JobRun> part = leaves.RunAsync(settings);
        await hasFailed.Task;
        leaves.Control.Stop(StopReason.Interrupted, "away", TimeSpan.Zero);
        JobRun left = await part;
        Task<JobRun> again = back.RunAsync(settings);
        await isBack.Task;
        IJobControl control = await ControlAsync(stays);
        int revived = (await Task.WhenAll(
            control.RetryAsync(ItemFilter.Failed).AsTask(), control.RetryAsync(ItemFilter.Failed).AsTask())).Sum(each => each.Count);
        open.SetResult();
        JobRun[] runs = await Task.WhenAll(whole, again);

        string failed = portal.Vehicles[1].Vin;
        Assert.Equal(1, revived);
        Assert.Equal((StopReason.Interrupted, 1), (left.Report.Stopped, left.Report.Together!.Others));
        Assert.Equal(2, runs.Append(left).Sum(run => run.Events.Ended.Count(
            item => item.State == ItemState.Failed && item.Key == failed)));
        Assert.All(runs, run => Assert.Equal(8, run.Report.Together!.Done + run.Report.Together.Failed));
    }

    [Fact]
    public async Task Run_ForcedOnThreeMachines_FetchesEachOnce()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(Vehicles);
        await using SharedMachine before = await MachineAsync(folder, portal, "before");
        SharedMachine[] three = [.. await Task.WhenAll(
            MachineAsync(folder, portal, "one"), MachineAsync(folder, portal, "two"), MachineAsync(folder, portal, "three"))];
        await before.RunAsync();
        Assert.Equal(Vehicles, portal.Stickers());

        JobRun[] runs = await Task.WhenAll(three.Select(machine => machine.RunAsync("FORCE_REDOWNLOAD=true")));

        Assert.Equal(Vehicles, runs.Sum(run => run.Report.Done));
        Assert.Equal(2 * Vehicles, portal.Stickers());
        foreach (SharedMachine machine in three)
        {
            await machine.DisposeAsync();
        }
    }

    [Fact]
    public async Task Run_OneMachineIsCutOff_TheWholeRunsReportSaysSoAndHasTheOthersLanes()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync("error500=#2!");
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        OnceOn([other], happened => happened is RunEvent.Recovered, all => _ = Task.Run(async () =>
        {
            await other.Store.DisposeAsync(); // it is not heard of any more
            open.TrySetResult();
        }));

        JobRun[] runs = await Task.WhenAll(one.RunAsync("MAX_RETRIES=0"), other.RunAsync("MAX_RETRIES=0"));

        string report = Path.Combine(folder.Root, "shared", "dealer-inventory", "runs", "1");
        RunReport whole = RecordedRun.ReportOf(report)!;
        Assert.Equal((null, Vehicles - 1, 1), (whole.Stopped, whole.Done, whole.Failed));
        Assert.Equal(portal.Vehicles[1].Vin, Assert.Single(whole.Failures).Key);
        Assert.Equal(["here", "not here; its items are counted"], whole.Machines!.Select(machine => machine.Events).Order());
        Assert.StartsWith("killed, or cut off, at ", whole.Machines!.Single(machine => machine.Events != "here").State);
        string lane = Assert.Single(whole.PageNames!.Values);
        Assert.StartsWith($"{Environment.MachineName}:{Environment.ProcessId}#", lane);
        Assert.Contains($"{lane}</span>", File.ReadAllText(Path.Combine(report, "report.html")));
        Assert.Single(runs, run => run.Report.Stopped is null);
    }

    [Fact]
    public async Task Run_TwoMachines_TheWholeRunsReportHasALaneForEachPageOfEach()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync();
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        OnceOn([one, other], happened => happened is RunEvent.Recovered, _ => open.TrySetResult());

        JobRun[] runs = await Task.WhenAll(one.RunAsync("CONCURRENT_PAGES=2"), other.RunAsync("CONCURRENT_PAGES=1"));

        RunReport whole = RecordedRun.ReportOf(Path.Combine(folder.Root, "shared", "dealer-inventory", "runs", "1"))!;
        Assert.Equal((null, Vehicles, 0, 3), (whole.Stopped, whole.Done, whole.Remaining, whole.Pages));
        Assert.Equal(runs.Sum(run => run.Report.BusyShareByPage.Count), whole.BusyShareByPage.Count);
        Assert.Equal(runs.Sum(run => run.Report.SignIns), whole.SignIns);
        Assert.All(whole.BusyShareByPage.Values, share => Assert.InRange(share, 0.001, 1));
        Assert.Equal(Vehicles, whole.Machines!.Sum(machine => machine.Done));
    }

    [Fact]
    public async Task RunAsync_OtherAccountMode_IsRefusedInOneLine()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await StartAsync();
        await using SharedMachine one = await MachineAsync(folder, portal, "one");
        await using SharedMachine other = await MachineAsync(folder, portal, "other");
        TaskCompletionSource works = new(TaskCreationOptions.RunContinuationsAsynchronously);
        one.Told = happened => _ = happened is RunEvent.ItemStarted && works.TrySetResult();
        Task<JobRun> run = one.RunAsync();
        await works.Task;

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(() => other.RunAsync("ACCOUNT_MODE=pin"));
        open.SetResult();
        await run;

        Assert.Equal("dealer-inventory is being worked on with ACCOUNT_MODE=share, and this run has pin; join with the same, or "
            + "wait for its end", refused.Message);
    }

    private Task<DealerPortal> StartAsync(params string[] faults)
    {
        Assert.True(FaultPlan.TryParse(faults, seed: 7, out FaultPlan plan, out string error), error);
        return DealerPortal.StartAsync(
            new()
            {
                Vehicles = Vehicles, ItemsPerPage = 4, Faults = plan, RowsAsked = page => page == 2 ? open.Task : Task.CompletedTask,
            }, TestContext.Current.CancellationToken);
    }

    private static async Task<IJobControl> ControlAsync(SharedMachine machine) =>
        (await machine.Store.ControlAsync("dealer-inventory"))!;

    /// <summary>Once it has happened on each of them.</summary>
    private static void OnceOn(SharedMachine[] machines, Func<RunEvent, bool> it, Action<SharedMachine[]> then)
    {
        HashSet<SharedMachine> met = [];
        foreach (SharedMachine machine in machines)
        {
            machine.Told += happened =>
            {
                lock (met)
                {
                    if (it(happened) && met.Add(machine) && met.Count == machines.Length)
                    {
                        then(machines);
                    }
                }
            };
        }
    }

    private async Task<SharedMachine> MachineAsync(CliFolder folder, DealerPortal portal, string name) =>
        SharedMachine.Of(portal, folder, await server.ConnectionAsync(), name);
}
