using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Run;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Queue;

/// <summary>A ledger with its queue and its checkpoint, and an operator's steering, without a browser and without workers.</summary>
internal sealed class LedgerScene : IAsyncDisposable, IRunEventReader
{
    private readonly TemporaryFolder folder;
    private readonly List<RunEvent> told = [];

    private LedgerScene(TemporaryFolder folder, JobPlan plan, IJobSession session)
    {
        (this.folder, Session) = (folder, session);
        Plan = plan;
        Events = new([this], Clock);
        Ledger = new(plan, session, Events, new(new("no-site", []), TimeSpan.Zero, Events.Publish, Clock), Clock);
        Queue = new(session, new(new()), Ledger.Found, _ => { }, Ledger.GivenUpAsync, Clock);
        Steering = new(plan, Ledger, session, Events);
    }

    public JobPlan Plan { get; }

    public FakeTimeProvider Clock { get; } = new();

    public IJobSession Session { get; }

    public WorkQueue Queue { get; }

    public RunEventStream Events { get; }

    public JobLedger Ledger { get; }

    public RunSteering Steering { get; }

    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static async Task<LedgerScene> OfAsync(params string[] settings)
    {
        TemporaryFolder root = new();
        JobPlan plan = PlainRun.PlanIn(root, "no site", settings);
        return new(root, plan, await new FileJobStore(root.Root, TimeProvider.System).OpenAsync(plan.Terms, default));
    }

    public void Read(RunEvent happened) => told.Add(happened);

    /// <summary>Everything that was told; nothing more is after that.</summary>
    public async Task<IReadOnlyList<RunEvent>> ToldAsync()
    {
        await Events.DisposeAsync();
        return told;
    }

    public async Task<ItemState?> StateOfAsync(string key) => (await Session.FindAsync(key))?.State;

    public async Task<ClaimedItem> ClaimAsync()
    {
        await foreach (ClaimedItem claimed in Queue.ClaimAllAsync(TestContext.Current.CancellationToken))
        {
            return claimed;
        }

        throw new InvalidOperationException("nothing is in the queue");
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Session.DisposeAsync();
        folder.Dispose();
    }
}
