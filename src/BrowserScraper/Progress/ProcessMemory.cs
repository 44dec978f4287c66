using BrowserScraper.Machine;

namespace BrowserScraper.Progress;

/// <summary>
/// Samples the memory of this process and of what its run has started: driver, browser, renderers. Shared pages count
/// once (PSS, see proc(5)). Null on platforms other than Linux.
/// </summary>
internal sealed class ProcessMemory : IAsyncDisposable
{
    private const int MostSamples = 720;

    /// <summary>
    /// Asking for the memory that is counted once makes the system look at every page of it; no more than one part in so many goes there.
    /// </summary>
    private const int CostShare = 100;

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly List<MemorySample> samples = [];
    private readonly TimeProvider time;
    private readonly Func<int?> driver;
    private readonly Action<string, Exception> failed;
    private readonly long started;
    private readonly Task sampling;
    private TimeSpan interval = FirstInterval;
    private long latest;

    /// <param name="time">The clock.</param>
    /// <param name="driver">The run's own driver; other runs in this process have others. Where it is not known, all that this process has
    /// started counts.</param>
    /// <param name="failed">Told once where it cannot be sampled; it is unknown from then on.</param>
    public ProcessMemory(TimeProvider time, Func<int?> driver, Action<string, Exception> failed)
    {
        this.time = time;
        this.driver = driver;
        this.failed = failed;
        started = time.GetTimestamp();
        sampling = OperatingSystem.IsLinux() ? Task.Run(SampleAsync) : Task.CompletedTask;
    }

    public long? Latest => Interlocked.Read(ref latest) is > 0 and var bytes ? bytes : null;

    public long? Peak { get; private set; }

    /// <summary>Ends the sampling and returns the samples, evenly spread over the run.</summary>
    public async Task<IReadOnlyList<MemorySample>> StopAsync()
    {
        await ending.CancelAsync();
        await sampling;
        return samples;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        ending.Dispose();
    }

    private async Task SampleAsync()
    {
        using PeriodicTimer timer = new(FirstInterval, time);
        try
        {
            do
            {
                long begun = time.GetTimestamp();
                long bytes = driver() is { } root
                    ? (ProcessFacts.Find(Environment.ProcessId)?.Memory ?? 0) + ProcessTree.Of(root).Sum(each => each.Memory)
                    : ProcessTree.Of(Environment.ProcessId).Sum(each => each.Memory);
                Interlocked.Exchange(ref latest, bytes);
                Peak = Math.Max(Peak ?? 0, bytes);
                samples.Add(new(Math.Round(time.GetElapsedTime(started).TotalSeconds, 1), bytes));
                Thin();
                TimeSpan least = time.GetElapsedTime(begun) * CostShare;
                timer.Period = least > interval ? least : interval;
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (Exception fault)
        {
            Interlocked.Exchange(ref latest, 0);
            failed("the memory sampler", fault);
        }
    }

    private void Thin()
    {
        if (samples.Count == MostSamples)
        {
            int position = 0;
            samples.RemoveAll(_ => position++ % 2 == 1);
            interval *= 2;
        }
    }
}
