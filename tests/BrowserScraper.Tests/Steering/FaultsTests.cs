using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Steering;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Steering;

public sealed class FaultsTests : IDisposable
{
    private readonly List<RunEvent> told = [];
    private readonly RunControl control = new(new FakeTimeProvider());
    private readonly Faults faults;

    public FaultsTests() => faults = new(told.Add, control);

    public void Dispose() => control.Dispose();

    [Fact]
    public void Tell_TheSamePlaceAgain_IsToldOnceWithItsStack()
    {
        for (int number = 0; number < 3; number++)
        {
            faults.Tell($"item {number}", Thrown($"number {number}"));
        }

        RunEvent.Fault fault = Assert.IsType<RunEvent.Fault>(Assert.Single(told));
        Assert.Matches(@"^InvalidOperationException: number 0 \(FaultsTests\.cs:\d+\)$", fault.Error);
        Assert.Contains("FaultsTests.Thrown", fault.Stack, StringComparison.Ordinal);
        Assert.Null(control.Reason);
    }

    [Fact]
    public void Stop_Unforeseen_EndsTheRunAtOnceAndNamesThePlace()
    {
        faults.Stop("a worker", Thrown("odd"));

        Assert.Equal(StopReason.Fault, control.Reason);
        Assert.Matches(@"^a worker failed: InvalidOperationException: odd \(FaultsTests\.cs:\d+\); ", control.Message);
        Assert.True(control.Aborting.IsCancellationRequested);
        Assert.Single(told);
    }

    [Fact]
    public void Stop_WithAReasonOfItsOwn_HasThatReasonAndIsNoFault()
    {
        faults.Stop("a worker", new RunStopException(StopReason.WrongFiles, "the same file for all"));

        Assert.Equal((StopReason.WrongFiles, "the same file for all"), (control.Reason, control.Message));
        Assert.Empty(told);
    }

    [Fact]
    public async Task NeededAsync_ThePartThrows_EndsTheOthers()
    {
        await faults.NeededAsync("finding items", Task.FromException(new KeyNotFoundException("no row")));

        Assert.Equal(StopReason.Fault, control.Reason);
        Assert.StartsWith("finding items failed: KeyNotFoundException: no row", control.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NeededAsync_EndedAsTheRunIsStopped_IsNoFault()
    {
        control.Stop(StopReason.Interrupted, "enough", grace: TimeSpan.Zero);
        await faults.NeededAsync("finding items", Task.FromCanceled(control.Stopping));

        Assert.Equal(StopReason.Interrupted, control.Reason);
        Assert.Empty(told);
    }

    private static InvalidOperationException Thrown(string message)
    {
        try
        {
            throw new InvalidOperationException(message);
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
