using BrowserScraper.Session;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Session;

public sealed class ConnectionMeterTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Count_WhileIsNotOver_TellsNothing()
    {
        ConnectionMeter meter = new(clock);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(meter.Count(Use("shop.example", 300, 300))));
    }

    [Fact]
    public void Count_WhileIsOver_TellsTheHostThatWaitedMost()
    {
        ConnectionMeter meter = new(clock);
        for (int request = 0; request < 30; request++)
        {
            meter.Count(Use("shop.example", 50, 150));
            meter.Count(Use("files.example", 0, 900));
        }

        clock.Advance(TimeSpan.FromSeconds(3));
        HostLoad load = meter.Count(Use("files.example", 0, 0))!;

        Assert.Equal(("shop.example", 10.0, 0.5, 1.5, 0.25), (load.Host, load.Rate, load.Waiting, load.Busy, load.WaitingShare));
    }

    [Fact]
    public void Count_FewRequests_WaitsForMore()
    {
        ConnectionMeter meter = new(clock);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            Enumerable.Range(1, 40).Select(request => request == 20), Enumerable.Range(1, 40)
            .Select(_ => meter.Count(Use("shop.example", 1, 1)) is not null));
    }

    [Fact]
    public void Restart_InBetween_ForgetsWhatWasCounted()
    {
        ConnectionMeter meter = new(clock);
        for (int request = 0; request < 19; request++)
        {
            meter.Count(Use("shop.example", 500, 500));
        }

        meter.Restart();
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(meter.Count(Use("shop.example", 500, 500)));
    }

    private static ConnectionUse Use(string host, int waited, int used) =>
        new(host, TimeSpan.FromMilliseconds(waited), TimeSpan.FromMilliseconds(used));
}
