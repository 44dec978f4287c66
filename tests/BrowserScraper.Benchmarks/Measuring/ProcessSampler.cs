using System.Diagnostics;
using BrowserScraper.Machine;

namespace BrowserScraper.Benchmarks.Measuring;

/// <summary>
/// Watches a process and all that it starts, five times a second (proc(5); on other systems than Linux it sees nothing).
/// A process that ends between two samples loses what it used since the last.
/// </summary>
internal sealed class ProcessSampler : IAsyncDisposable
{
    private const double TicksPerSecond = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<(int Id, ulong Started), Watched> seen = [];
    private readonly List<UseSample> samples = [];
    private readonly int root;
    private readonly TimeSpan memoryEvery;
    private readonly Func<int> done;
    private readonly Task sampling;

    /// <param name="root">The process.</param>
    /// <param name="memoryEvery">How often memory is counted, which takes longer than the rest.</param>
    /// <param name="done">How much is done by now.</param>
    public ProcessSampler(int root, TimeSpan memoryEvery, Func<int> done)
    {
        this.root = root;
        this.memoryEvery = memoryEvery;
        this.done = done;
        sampling = OperatingSystem.IsLinux() ? Task.Run(SampleAsync) : Task.CompletedTask;
    }

    public async Task<MachineUse> StopAsync()
    {
        await ending.CancelAsync();
        await sampling;
        return new(samples);
    }

    /// <summary>
    /// Ends what the process has left behind: browsers of a contender that failed. Where it is this one, it sees to that itself.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        ending.Dispose();
        foreach ((int id, _) in seen.Keys.Where(
            each => root != Environment.ProcessId && ProcessFacts.Find(each.Id) is { } alive && alive.Started == each.Started))
        {
            Kill(id);
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using Process left = Process.GetProcessById(id);
            left.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    private async Task SampleAsync()
    {
        using PeriodicTimer timer = new(Interval);
        long counted = 0;
        try
        {
            do
            {
                bool countsMemory = counted == 0 || TimeProvider.System.GetElapsedTime(counted) >= memoryEvery;
                counted = countsMemory ? TimeProvider.System.GetTimestamp() : counted;
                Take(countsMemory);
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private void Take(bool countsMemory)
    {
        IReadOnlyList<ProcessFacts> alive = ProcessTree.Of(root);
        foreach (ProcessFacts stat in alive)
        {
            Watched watched = seen.TryGetValue((stat.Id, stat.Started), out Watched? known) ? known : seen[(stat.Id, stat.Started)] = new();
            watched.Ticks = stat.Ticks;

            // A shell script may first be itself and then the browser.
            watched.IsBrowser = watched.IsBrowser || stat.IsOfBrowser;
        }

        samples.Add(new(
            TimeProvider.System.GetUtcNow(),
            seen.Values.Where(each => !each.IsBrowser).Sum(each => each.Ticks / TicksPerSecond),
            seen.Values.Where(each => each.IsBrowser).Sum(each => each.Ticks / TicksPerSecond),
            countsMemory ? alive.Sum(stat => stat.Memory) : null,
            done()));
    }

    private sealed class Watched
    {
        public long Ticks { get; set; }

        public bool IsBrowser { get; set; }
    }
}
