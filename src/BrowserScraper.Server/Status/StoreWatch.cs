using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Server.Status;

/// <summary>
/// Looks at a store that machines share while somebody watches, for all who do: what others do to its jobs is told by nobody. Tells once
/// when the store cannot be used, and once when it can. Members may be called concurrently.
/// </summary>
internal sealed class StoreWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly JobCatalog catalog;
    private readonly EventRing events;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending = new();
    private readonly HashSet<string> met = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long awaySince;
    private bool isAway;
    private Task pump = Task.CompletedTask;

    public StoreWatch(JobCatalog catalog, EventRing events, TimeProvider time) =>
        (this.catalog, this.events, this.time) = (catalog, events, time);

    /// <summary>The last look that came through.</summary>
    public JobsLook Look => catalog.Store.IsShared ? catalog.Last : JobsLook.None;

    /// <summary>The last time it was looked at, the store could not be used.</summary>
    public bool IsAway
    {
        get
        {
            lock (gate)
            {
                return isAway;
            }
        }
    }

    /// <summary>Jobs that others were seen at work on: what became of them belongs to what is watched.</summary>
    public IReadOnlyList<string> Met
    {
        get
        {
            lock (gate)
            {
                return [.. met];
            }
        }
    }

    /// <summary>Looks every two seconds, as long as <paramref name="isWatched"/> says so.</summary>
    public void Begin(Func<bool> isWatched) => pump = catalog.Store.IsShared ? Task.Run(() => PumpAsync(isWatched)) : pump;

    /// <summary>Looks now, for one who begins to watch; a store that does not answer soon is not waited for.</summary>
    public Task LookAsync() => catalog.Store.IsShared
        ? Task.WhenAny(LookOnceAsync(), Task.Delay(Patience, time, ending.Token)) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await pump;
        ending.Dispose();
    }

    private async Task PumpAsync(Func<bool> isWatched)
    {
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                await (isWatched() ? LookOnceAsync() : Task.CompletedTask);
            }
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }

    private async Task LookOnceAsync()
    {
        try
        {
            Take(await catalog.AllAsync());
        }
        catch (Exception refused) when (refused is IOException or RunStopException)
        {
            Tell(refused.Message.Split('\n')[0]);
        }
        catch (Exception defect)
        {
            Tell($"a defect: {defect.GetType().Name}: {defect.Message.Split('\n')[0]}");
        }
    }

    private void Take(JobsLook look)
    {
        bool wasAway;
        lock (gate)
        {
            wasAway = isAway;
            isAway = false;
            met.UnionWith(look.Runs.Values.Where(run => run.IsAtWork).Select(run => run.Job));
            met.IntersectWith(look.Jobs.Keys);
        }

        if (wasAway)
        {
            events.Tell("", EventKind.Notice, null,
                $"STORE: the database answers again after {time.GetElapsedTime(awaySince).TotalSeconds:0} s");
        }
    }

    private void Tell(string why)
    {
        lock (gate)
        {
            if (isAway)
            {
                return;
            }

            (isAway, awaySince) = (true, time.GetTimestamp());
        }

        events.Tell("", EventKind.Notice, null, $"STORE: {why}");
    }
}
