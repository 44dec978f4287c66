using BrowserScraper.Items;

namespace BrowserScraper;

/// <summary>
/// Stops a run: first no new items are begun, and after a grace what is in flight is ended, too. The first reason given
/// is the one that counts. Members may be called concurrently.
/// </summary>
public sealed class RunControl(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();
    private readonly Lock gate = new();
    private ITimer? graceTimer;

    /// <summary>Cancelled when no further item is to be begun.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Cancelled when items in flight are to be ended.</summary>
    public CancellationToken Aborting => aborting.Token;

    public StopReason? Reason { get; private set; }

    public string? Message { get; private set; }

    /// <param name="reason">Why.</param>
    /// <param name="message">The one line that the operator sees.</param>
    /// <param name="grace">How long items in flight may go on; zero ends them at once.</param>
    public void Stop(StopReason reason, string message, TimeSpan grace)
    {
        lock (gate)
        {
            if (Reason is null)
            {
                (Reason, Message) = (reason, message);
                graceTimer = grace > TimeSpan.Zero ? time.CreateTimer(_ => Abort(), null, grace, Timeout.InfiniteTimeSpan) : null;
            }
        }

        stopping.Cancel();
        if (grace <= TimeSpan.Zero)
        {
            Abort();
        }
    }

    /// <summary>Ends what is in flight.</summary>
    public void Abort() => aborting.Cancel();

    public void Dispose()
    {
        graceTimer?.Dispose();
        stopping.Dispose();
        aborting.Dispose();
    }
}
