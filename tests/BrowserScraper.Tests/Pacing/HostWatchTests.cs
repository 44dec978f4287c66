using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Pacing;

public sealed class HostWatchTests : IDisposable
{
    private const string Name = "portal.example:8080";

    private static readonly Uri Page = new("http://portal.example:8080/cars/7");
    private static readonly Uri File = new("http://files.example/cars/7.pdf");

    private readonly FakeTimeProvider clock = new();
    private readonly List<HostNotice> told = [];
    private readonly List<double> asked = [];
    private readonly List<string> decided = [];
    private readonly HostWatch hosts;
    private readonly DateTimeOffset start;
    private string? probe = "refused";

    public HostWatchTests()
    {
        start = clock.GetUtcNow();
        hosts = new(TimeSpan.FromSeconds(600), AskAsync, told.Add, clock) { Decided = decided.Add };
    }

    public void Dispose() => hosts.Dispose();

    [Fact]
    public void Met_NothingHasAnsweredInThisRun_FailsAtOnceAndAsksNobody()
    {
        Assert.IsType<ItemOutcome.Failed>(Meet(Page));
        Assert.IsType<ItemOutcome.Failed>(Meet(Page));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(told);
        Assert.Empty(asked);
    }

    [Fact]
    public void Met_OnceAndTheProbeIsAnswered_IsNoOutage()
    {
        Answer(Page);
        probe = null;

        Assert.Equal(Name, Assert.IsType<ItemOutcome.Unreachable>(Meet(Page)).Host);
        Assert.Equal((false, true), (hosts.IsAway(Name), hosts.IsDoubted(Name)));
        Pass(1);

        Assert.Equal((false, false), (hosts.IsAway(Name), hosts.IsDoubted(Name)));
        Assert.Empty(told);
        Assert.Equal([Name], decided);
    }

    [Fact]
    public void Met_TwiceInARow_IsAwayAndToldOnce()
    {
        Answer(Page);

        Meet(Page);
        Meet(new Uri(Page, "/other"));
        Meet(Page);

        Assert.True(hosts.IsAway(Name));
        Assert.Equal([new HostNotice.Away(Name, "refused")], told);
        Assert.Throws<ItemEndedException>(() => hosts.RefuseWhereAway(Page));
    }

    [Fact]
    public void Met_WithAnAnswerInBetween_IsNotInARow()
    {
        Answer(Page);
        Meet(Page);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Answer(Page);
        Meet(Page);

        Assert.False(hosts.IsAway(Name));
    }

    [Fact]
    public void Answered_ByARequestOlderThanTheFailure_TellsNothing()
    {
        Answer(Page);
        DateTimeOffset before = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(5));
        Meet(Page);
        hosts.Answered(Page, before);
        Meet(Page);

        Assert.True(hosts.IsAway(Name));
    }

    [Fact]
    public void Met_ByRequestsThatHaveHungSinceBeforeItCameBack_IsOver()
    {
        DateTimeOffset hung = clock.GetUtcNow();
        Answer(Page);
        clock.Advance(TimeSpan.FromSeconds(30));
        Answer(Page);

        hosts.Met(Trouble(Page), hung);
        hosts.Met(Trouble(Page), hung);

        Assert.Equal((false, false), (hosts.IsAway(Name), hosts.IsDoubted(Name)));
    }

    [Fact]
    public void IsAway_OneHostOfTwo_LeavesTheOtherAlone()
    {
        Answer(Page);
        Answer(File);
        Meet(File);
        Meet(File);

        Assert.Equal((true, false), (hosts.IsAway("files.example:80"), hosts.IsAway(Name)));
        hosts.RefuseWhereAway(Page);
    }

    [Fact]
    public async Task Probe_WhileAway_AsksAfterOneTwoFourToThirtySeconds()
    {
        Answer(Page);
        Meet(Page);
        Meet(Page);
        Task<bool> waiting = hosts.WaitAsync(Name, TestContext.Current.CancellationToken);

        Pass(100);
        Assert.Equal([1, 3, 7, 15, 31, 61, 91], asked);
        Assert.False(waiting.IsCompleted);
        probe = null;
        Pass(25);

        Assert.True(await waiting);
        Assert.Equal(new HostNotice.Back(Name, TimeSpan.FromSeconds(121)), told[^1]);
        Assert.Equal(2, told.Count);
        Pass(100);
        Assert.Equal(8, asked.Count);
    }

    [Fact]
    public async Task Probe_OneRequestAtATime_HoweverMuchRunsIntoIt()
    {
        Answer(Page);
        for (int time = 0; time < 20; time++)
        {
            Meet(Page);
            await Task.Yield();
        }

        Pass(1);

        Assert.Single(asked);
    }

    [Fact]
    public async Task WaitAsync_LongerThanTheLimit_IsLeftForTheNextRun()
    {
        Answer(Page);
        Meet(Page);
        Meet(Page);
        Task<bool> waiting = hosts.WaitAsync(Name, TestContext.Current.CancellationToken);

        Pass(599);
        Assert.False(waiting.IsCompleted);
        Pass(31);

        Assert.False(await waiting);
        Assert.False(await hosts.WaitAsync(Name, TestContext.Current.CancellationToken));
        Assert.Equal((true, false), (hosts.IsLeft(Name), hosts.IsAway(Name)));
        Assert.Equal([Name], hosts.Left);
        Assert.IsType<HostNotice.Left>(told[^1]);
        Assert.Throws<ItemEndedException>(() => hosts.RefuseWhereAway(Page));
    }

    [Fact]
    public void Met_HostThatHasNeverAnsweredWhileAnotherHas_IsLeftSoon()
    {
        Answer(Page);
        Meet(File);
        Meet(File);
        Pass(7);

        Assert.Equal((true, 3), (hosts.IsLeft("files.example:80"), asked.Count));
    }

    [Fact]
    public void Met_NameThatWasNeverFound_FailsAndOneThatWasIsAway()
    {
        Answer(Page);
        NetworkTrouble name = NetworkTrouble.Of(File, "net::ERR_NAME_NOT_RESOLVED at http://files.example/")!;

        Assert.IsType<ItemOutcome.Failed>(hosts.Met(name, clock.GetUtcNow()));
        Answer(File);
        Assert.IsType<ItemOutcome.Unreachable>(hosts.Met(name, clock.GetUtcNow()));
    }

    [Fact]
    public void Probe_RootHasNoAnswerOfItsOwn_AsksForWhatWasAnsweredBefore()
    {
        List<Uri> addresses = [];
        using HostWatch own = new(TimeSpan.FromSeconds(600), (address, _) =>
        {
            addresses.Add(address);
            return Task.FromResult(address == Page ? null : "503");
        }, told.Add, clock);
        own.Answered(Page, clock.GetUtcNow());
        own.Met(Trouble(Page), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([new Uri(Page, "/"), Page], addresses);
        Assert.False(own.IsDoubted(Name));
    }

    private Task<string?> AskAsync(Uri address, CancellationToken ending)
    {
        if (address.AbsolutePath == "/")
        {
            asked.Add((clock.GetUtcNow() - start).TotalSeconds);
        }

        return Task.FromResult(probe);
    }

    private void Pass(int seconds)
    {
        for (int second = 0; second < seconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private void Answer(Uri address) => hosts.Answered(address, clock.GetUtcNow());

    private ItemOutcome Meet(Uri address) => hosts.Met(Trouble(address), clock.GetUtcNow());

    private static NetworkTrouble Trouble(Uri address) => new(address, "refused");
}
