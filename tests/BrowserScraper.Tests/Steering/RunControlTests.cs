using BrowserScraper.Items;
using BrowserScraper.Steering;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Steering;

public sealed class RunControlTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider clock = new();
    private readonly RunControl control;

    public RunControlTests() => control = new(clock);

    public void Dispose() => control.Dispose();

    [Fact]
    public void Tune_OnAuto_ChangesTheNumberWithinTheBoundsUntilSomebodySetsOne()
    {
        control.SetAutoPages(new(2, 20));
        Assert.Equal(4, control.Pages);

        control.Tune(30, "more bring more");
        Assert.Equal((20, "more bring more"), (control.Pages, control.Why));

        control.SetPages(7);
        control.Tune(9, "late");
        Assert.Equal((7, null, null), (control.Pages, control.Auto, control.Why));

        control.SetAutoPages(new(2, 5));
        Assert.Equal(5, control.Pages);
    }

    [Fact]
    public void Stop_WithGrace_EndsWhatIsInFlightWhenItIsOverAndNotATickBefore()
    {
        control.Stop(StopReason.Interrupted, "interrupted", Grace);
        Assert.True(control.Stopping.IsCancellationRequested);

        clock.Advance(Grace - TimeSpan.FromTicks(1));
        Assert.False(control.Aborting.IsCancellationRequested);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(control.Aborting.IsCancellationRequested);
    }

    [Fact]
    public void Stop_WithoutGrace_EndsAllAtOnce()
    {
        control.Stop(StopReason.MachineLacks, "disk full", TimeSpan.Zero);

        Assert.True(control.Stopping.IsCancellationRequested);
        Assert.True(control.Aborting.IsCancellationRequested);
    }

    [Fact]
    public void Stop_Again_KeepsTheFirstReasonAndItsGrace()
    {
        control.Stop(StopReason.TimeLimit, "time is up", Grace);
        clock.Advance(Grace / 2);
        control.Stop(StopReason.Interrupted, "interrupted", Grace);

        Assert.Equal((StopReason.TimeLimit, "time is up"), (control.Reason, control.Message));
        clock.Advance(Grace / 2);
        Assert.True(control.Aborting.IsCancellationRequested);
    }

    [Fact]
    public void Stop_AgainWithoutGrace_EndsAllAtOnce()
    {
        control.Stop(StopReason.Interrupted, "interrupted", Grace);
        control.Stop(StopReason.MachineLacks, "disk full", TimeSpan.Zero);

        Assert.True(control.Aborting.IsCancellationRequested);
        Assert.Equal(StopReason.Interrupted, control.Reason);
    }

    [Fact]
    public void Stop_WhoeverHearsOfIt_CanReadTheReason()
    {
        StopReason? heard = null;
        using CancellationTokenRegistration told = control.Stopping.Register(() => heard = control.Reason);

        control.Stop(StopReason.SignInRefused, "refused", TimeSpan.Zero);

        Assert.Equal(StopReason.SignInRefused, heard);
    }

    [Fact]
    public void Abort_DuringTheGrace_DoesNotWaitForIt()
    {
        control.Stop(StopReason.Interrupted, "interrupted", Grace);

        control.Abort();

        Assert.True(control.Aborting.IsCancellationRequested);
        clock.Advance(Grace);
    }

    [Fact]
    public void Nothing_Happened_IsNotStopped()
    {
        Assert.Null(control.Reason);
        Assert.False(control.Stopping.IsCancellationRequested);
        Assert.False(control.Aborting.IsCancellationRequested);
    }
}
