using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Queue;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Queue;

/// <summary>A work queue over a job that is kept in memory.</summary>
internal sealed class QueueScene : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly MemoryJobStore store;

    private QueueScene(MemoryJobStore store, IJobSession session, PacingOptions pacing, TimeProvider time)
    {
        (this.store, Session) = (store, session);
        Queue = new(session, new(pacing), item => item, Left.Add, _ => Task.CompletedTask, time);
        Claimer = Queue.ClaimAllAsync(stopping.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public IJobSession Session { get; }

    public WorkQueue Queue { get; }

    /// <summary>The test's one worker.</summary>
    public IAsyncEnumerator<ClaimedItem> Claimer { get; }

    /// <summary>What has left the queue because of its host.</summary>
    public List<WorkItem> Left { get; } = [];

    public static async Task<QueueScene> OfAsync(TimeProvider time, PacingOptions? pacing = null)
    {
        MemoryJobStore jobs = new(time);
        return new(jobs, await jobs.OpenAsync(new("job", "the site"), TestContext.Current.CancellationToken), pacing ?? new(), time);
    }

    public async Task AddAsync(params WorkItem[] items)
    {
        Assert.All(await Session.AddAsync(items), added => Assert.Equal(Addition.Queued, added.How));
    }

    public async Task<ClaimedItem> NextAsync()
    {
        Assert.True(await Claimer.MoveNextAsync());
        return Claimer.Current;
    }

    public Task StopAsync() => stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Session.DisposeAsync();
        store.Dispose();
        stopping.Dispose();
    }
}
