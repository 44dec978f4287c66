using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Steering;

/// <summary>
/// Steers a run while it works. Stopping it: first no new items are begun, and after a grace what is in flight is ended, too; the first
/// reason given is the one that counts. Pausing it, or changing the number of its pages: items in flight finish. Members may be called
/// concurrently.
/// </summary>
internal sealed class RunControl(TimeProvider time) : IDisposable
{
    /// <summary>No run drives more pages.</summary>
    public const int MostPages = PageCount.Highest;

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

    /// <summary>No further item is begun until <see cref="Resume"/>. Time limits of the run and of its sources go on.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>
    /// How many pages work at the same time, 0 to <see cref="MostPages"/>; null as long as nobody has said so: CONCURRENT_PAGES.
    /// </summary>
    public int? Pages { get; private set; }

    /// <summary>The bounds within which the number of pages finds itself; null where it stays as it is.</summary>
    public PageRange? Auto { get; private set; }

    /// <summary>How many pages somebody wants on each machine of the run, as CONCURRENT_PAGES is written; null where nobody does.</summary>
    internal string? PagesOrder { get; set; }

    /// <summary>Why <see cref="Auto"/> has changed the number last; null where somebody else has.</summary>
    internal string? Why { get; private set; }

    /// <summary>Called after each change of <see cref="IsPaused"/> or <see cref="Pages"/>, by whoever made it.</summary>
    internal Action Steered { get; set; } = () => { };

    /// <summary>Called when somebody has steered the whole job, on all of its machines, after it was done here.</summary>
    internal Action Ordered { get; set; } = () => { };

    /// <summary>
    /// Told what those throw who are told of a stop: many of them are told by a timer, and an exception there would end the process.
    /// </summary>
    internal Action<string, Exception> Failed { get; set; } = (_, _) => { };

    /// <summary>Items in flight finish, and nothing further is begun.</summary>
    public void Pause() => Steer(() => IsPaused = true);

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume() => Steer(() => IsPaused = false);

    /// <summary>
    /// Changes the number of pages from now on, and leaves it so; where there are fewer than before, items in flight finish.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to <see cref="MostPages"/>.</exception>
    public void SetPages(int pages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pages, MostPages);
        Steer(() => (Pages, Auto, Why) = (pages, null, null));
    }

    /// <summary>Lets the number of pages find itself from now on. It begins with what there is, as far as the bounds allow it.</summary>
    public void SetAutoPages(PageRange bounds) => Steer(() =>
        (Pages, Auto, Why) = (Pages is > 0 and var pages ? bounds.Clamp(pages) : PageCount.Of(bounds).AtStart, bounds, null));

    /// <summary>Changes the number as <see cref="Auto"/> finds it; without effect where nobody wants that any more.</summary>
    internal void Tune(int pages, string why) => Steer(() =>
        (Pages, Why) = Auto is { } bounds ? (bounds.Clamp(pages), why) : (Pages, Why));

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

        Cancel(stopping);
        if (grace <= TimeSpan.Zero)
        {
            Abort();
        }
    }

    /// <summary>Ends what is in flight.</summary>
    public void Abort() => Cancel(aborting);

    public void Dispose()
    {
        graceTimer?.Dispose();
        stopping.Dispose();
        aborting.Dispose();
    }

    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException fault)
        {
            Failed("the run's end", fault);
        }
        catch (ObjectDisposedException)
        {
            // The grace ran out just as the run ended.
        }
    }

    private void Steer(Action change)
    {
        lock (gate)
        {
            change();
        }

        Steered();
    }
}
