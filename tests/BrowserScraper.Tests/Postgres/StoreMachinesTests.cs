using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Postgres;

public sealed class StoreMachinesTests(PostgresServer server) : StoreScene(server)
{
    private static readonly JobTerms Terms = new("acme", "https://acme.example/") { SiteHost = "acme.example" };

    [Fact]
    public async Task MachinesAsync_OneAtWorkOneLeftOneLost_TellsEachAsSuch()
    {
        PostgresJobStore store = Store();
        await using IJobSession working = await store.OpenAsync(Terms, Ending);
        await (await Store().OpenAsync(Terms, Ending)).DisposeAsync();
        await using IJobSession lost = await Store(Options with { Heartbeat = TimeSpan.FromHours(1) }).OpenAsync(Terms, Ending);
        await RunAsync($"update {Schema}.machines set beat = beat - interval '1 hour' where id = 3");

        IReadOnlyList<MachineView> machines = await (await store.FindAsync(Terms.Job))!.MachinesAsync();

        Assert.Equal([(true, false, false), (false, true, false), (false, false, true)],
            machines.Select(each => (each.IsAtWork, each.Left is not null, each.IsLost)));
        Assert.All(machines, each => Assert.Equal(
            (Environment.MachineName, Environment.ProcessId, MachineWork.Version), (each.Host, each.Process, each.Version)));
        Assert.All(machines, each => Assert.InRange(each.ClockOffset!.Value.Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task MachinesAsync_AMachineHasDoneItems_CountsThemAndItsPages()
    {
        PostgresJobStore store = Store();
        IJobSession session = await store.OpenAsync(Terms, Ending);
        session.Pages = 3;
        await session.AddAsync([new("one"), new("two")]);
        JobClaim[] claims = [.. (await session.ClaimAsync(2, ClaimRules.None)).Claims];
        await session.CompleteAsync(claims[0], new(ItemState.Done, claims[0].Tally, OutcomeNames.Done)
            { Record = JsonSerializer.SerializeToElement(new { name = "one" }) });
        await session.CompleteAsync(claims[1], new(ItemState.Skipped, claims[1].Tally, OutcomeNames.Skipped));
        await session.DisposeAsync();

        MachineView machine = Assert.Single(await (await store.FindAsync(Terms.Job))!.MachinesAsync());

        Assert.Equal((3, 1), (machine.Pages, machine.Items));
        Assert.True(machine.PerMinute > 0);
    }

    [Fact]
    public async Task ClaimAsync_MachinesThatAreNotHeardOf_AreTakenForDeadByTheirOwnLeases()
    {
        PostgresOptions silent = Options with { Heartbeat = TimeSpan.FromHours(1) };
        await using IJobSession patient = await Store(silent with { Lease = TimeSpan.FromHours(1) }).OpenAsync(Terms, Ending);
        await using IJobSession hasty = await Store(silent with { Lease = TimeSpan.FromMinutes(1) }).OpenAsync(Terms, Ending);
        await patient.AddAsync([new("patient's"), new("hasty's")]);
        await patient.ClaimAsync(1, ClaimRules.None);
        await hasty.ClaimAsync(1, ClaimRules.None);
        await RunAsync($"update {Schema}.machines set beat = beat - interval '10 minutes'");
        await using IJobSession other = await Store(Options with { Lease = TimeSpan.FromHours(2) }).OpenAsync(Terms, Ending);

        IReadOnlyList<JobClaim> taken;
        for (taken = []; taken.Count == 0; taken = (await other.ClaimAsync(2, ClaimRules.None)).Claims)
        {
            Assert.False(Ending.IsCancellationRequested);
        }

        Assert.Equal(["hasty's"], taken.Select(claim => claim.Item.Key));
        Assert.Equal([false, true, false], (await (await Store().FindAsync(Terms.Job))!.MachinesAsync()).Select(each => each.IsLost));
    }

    [Fact]
    public async Task MachinesAsync_ItsClockIsAhead_WorksAllTheSameAndIsTold()
    {
        TimeSpan ahead = TimeSpan.FromHours(2);
        PostgresJobStore store = Store(Options with { Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + ahead) });
        await using IJobSession wrong = await store.OpenAsync(Terms, Ending);
        await wrong.AddAsync([new("one")]);

        JobClaim claim = Assert.Single((await wrong.ClaimAsync(1, ClaimRules.None)).Claims);
        Assert.False((await wrong.CompleteAsync(claim, new(ItemState.Done, claim.Tally, OutcomeNames.Done))).IsLost);

        MachineView machine = Assert.Single(await (await store.FindAsync(Terms.Job))!.MachinesAsync());
        Assert.InRange(machine.ClockOffset!.Value, ahead - TimeSpan.FromMinutes(1), ahead + TimeSpan.FromMinutes(1));
        Assert.True(machine.IsAtWork);
    }

    [Fact]
    public void WithLease_AnotherThanTheDefault_KeepsTheProportions()
    {
        PostgresOptions usual = new("", "");

        Assert.Equal(usual, usual.WithLease(TimeSpan.FromSeconds(30)));
        Assert.Equal(
            usual with { Lease = TimeSpan.FromSeconds(6), Heartbeat = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(4) },
            usual.WithLease(TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public async Task CancelAsync_AnotherMachineHasTheItemInWork_ItsClaimAloneIsLost()
    {
        PostgresJobStore store = Store();
        await using IJobSession session = await store.OpenAsync(Terms, Ending);
        await session.AddAsync([new("one"), new("two")]);
        JobClaim[] claims = [.. (await session.ClaimAsync(2, ClaimRules.None)).Claims];
        TaskCompletionSource isLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        claims[0].Lost.Register(isLost.SetResult);

        Assert.True(await (await Store().ControlAsync(Terms.Job))!.CancelAsync(claims[0].Item.Key));
        await isLost.Task.WaitAsync(Ending);
        ItemCompletion done = new(ItemState.Done, default, OutcomeNames.Done);
        CompletionResult[] results = [await session.CompleteAsync(claims[0], done), await session.CompleteAsync(claims[1], done)];

        Assert.False(claims[1].Lost.IsCancellationRequested);
        Assert.Equal([(true, true), (false, false)], results.Select(each => (each.IsLost, each.IsCancelled)));
    }

    [Fact]
    public async Task Heartbeat_AMachineWorks_CarriesWhatItTells()
    {
        await using IJobSession session = await Store().OpenAsync(Terms, Ending);
        session.Pages = 5;

        for (object? pages = null; pages is not 5; pages = await RunAsync($"select pages from {Schema}.machines"))
        {
            Assert.False(Ending.IsCancellationRequested);
        }
    }
}
