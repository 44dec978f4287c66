using BrowserScraper.Machine;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Settings;
using BrowserScraper.Steering;
using BrowserScraper.Tuning;

namespace BrowserScraper.Run;

/// <summary>
/// As long as the number of pages is on auto, looks once a second at what they bring and at the machine, and changes it where
/// <see cref="PageTuner"/> says so. Runs once.
/// </summary>
internal sealed class AutoPages : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestSettling = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private readonly List<double> cpu = [];
    private readonly RunControl control;
    private readonly WorkQueue queue;
    private readonly ThroughputMeter meter;
    private readonly Func<long?> ownMemory;
    private readonly MemoryBudget budget;
    private readonly Action<RunEvent> tell;
    private readonly Action<string, Exception> failed;
    private readonly TimeProvider time;
    private readonly MachineLoad machine;
    private readonly DateTimeOffset began;
    private readonly Task looking;
    private PageRange? range;
    private PageTuner? tuner;

    /// <param name="control">Has the bounds, and is told the number.</param>
    /// <param name="queue">Tells what waits.</param>
    /// <param name="meter">Has read the run's events from its beginning.</param>
    /// <param name="ownMemory">Tells what the run uses, in bytes.</param>
    /// <param name="renewAbove">RENEW_BROWSER_ABOVE_MB in bytes, or null.</param>
    /// <param name="tell">Told what leads to no change.</param>
    /// <param name="failed">Told where it cannot go on; the number of pages stays as it is then.</param>
    /// <param name="time">The clock.</param>
    public AutoPages(
        RunControl control, WorkQueue queue, ThroughputMeter meter, Func<long?> ownMemory, long? renewAbove, Action<RunEvent> tell,
        Action<string, Exception> failed, TimeProvider time)
    {
        (this.control, this.queue, this.meter, this.ownMemory, this.tell, this.failed, this.time) =
            (control, queue, meter, ownMemory, tell, failed, time);
        budget = new(renewAbove);
        machine = new(time);
        began = time.GetUtcNow();
        looking = LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await looking;
        ending.Dispose();
    }

    private async Task LookAsync()
    {
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // There is nothing left to tune.
        }
        catch (Exception fault)
        {
            failed("the tuning of pages", fault);
        }
    }

    private void Look()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (control.Auto is not { } bounds || control.Pages is not { } pages || pages == 0 || control.IsPaused)
        {
            range = null;
            return;
        }

        if (range != bounds)
        {
            (range, tuner) = (bounds, new(bounds.Least, bounds.Most, budget));
            Begin(now);
            return;
        }

        cpu.AddRange(machine.Cpu() is { } share ? [share] : []);
        TuningSample seen = Complete(meter.Measure(now), pages);
        if (seen.Span <= TimeSpan.Zero)
        {
            return;
        }

        TuningAnswer answer = tuner!.Next(seen, now - began);
        if (answer.Pages is { } wanted)
        {
            control.Tune(wanted, answer.Why!);
        }
        else if (answer.Why is { } why)
        {
            tell(new RunEvent.Notice($"PAGES: {pages} stay | {why}"));
        }

        if (answer.IsOver)
        {
            Begin(answer.Pages is null ? now : now + Settling(seen.ItemTime)); // what was begun with other pages does not count
        }
    }

    private void Begin(DateTimeOffset at)
    {
        cpu.Clear();
        machine.Cpu();
        meter.Begin(at);
    }

    private TuningSample Complete(TuningSample measured, int pages)
    {
        MemoryRoom? room = machine.Memory();
        return measured with
        {
            Pages = pages,
            Waiting = queue.Counts.Ready,
            Cpu = cpu.Count > 0 ? cpu.Average() : null,
            FreeMemory = room?.Free,
            MemoryLimit = room?.Limit ?? 0,
            OwnMemory = ownMemory(),
        };
    }

    private static TimeSpan Settling(TimeSpan item) =>
        item < ShortestSettling ? ShortestSettling : item > LongestSettling ? LongestSettling : item;
}
