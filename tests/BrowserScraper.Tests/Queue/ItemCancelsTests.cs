using BrowserScraper.Queue;

namespace BrowserScraper.Tests.Queue;

public sealed class ItemCancelsTests
{
    private readonly ItemCancels cancels = new();

    [Fact]
    public void Cancel_NobodyIsAtWork_LetsNobodyBeginUntilItIsForgotten()
    {
        Assert.False(cancels.Cancel("a"));
        Assert.Null(cancels.Begin("a"));

        cancels.Forget("a");

        Assert.NotNull(cancels.Begin("a"));
    }

    [Fact]
    public void End_AnotherStillHoldsTheKey_LeavesThatOneToBeCancelled()
    {
        CancellationToken first = cancels.Begin("a")!.Value;
        CancellationToken second = cancels.Begin("a")!.Value;
        cancels.End("a");

        Assert.True(cancels.Cancel("a"));

        Assert.True(first.IsCancellationRequested && second.IsCancellationRequested);
        cancels.End("a");
        Assert.False(cancels.Cancel("a"));
    }

    [Fact]
    public void Cancel_AnotherKey_EndsNothing()
    {
        CancellationToken attempt = cancels.Begin("a")!.Value;

        cancels.Cancel("b");

        Assert.False(attempt.IsCancellationRequested);
    }
}
