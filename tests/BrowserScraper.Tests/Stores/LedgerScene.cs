using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Run;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Stores;

/// <summary>A ledger with its queue and its checkpoint, and an operator's steering, without a browser and without workers.</summary>
internal sealed class LedgerScene : IAsyncDisposable, IRunEventReader
{
    private readonly TemporaryFolder folder;
    private readonly RecordsFile records;
    private readonly List<RunEvent> told = [];

    private LedgerScene(TemporaryFolder folder, JobPlan plan, JsonCheckpoint checkpoint, RecordsFile records)
    {
        (this.folder, this.records, Checkpoint) = (folder, records, checkpoint);
        Plan = plan;
        Queue = new(Clock, new());
        Events = new([this], Clock);
        Ledger = new(plan, checkpoint, records, Events, new(new("no-site", []), TimeSpan.Zero, Events.Publish, Clock), Queue, Clock);
        Steering = new(plan, Ledger, checkpoint, Events, Clock);
    }

    public JobPlan Plan { get; }

    public FakeTimeProvider Clock { get; } = new();

    public JsonCheckpoint Checkpoint { get; }

    public ChannelWorkQueue Queue { get; }

    public RunEventStream Events { get; }

    public JobLedger Ledger { get; }

    public RunSteering Steering { get; }

    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static async Task<LedgerScene> OfAsync(params string[] settings)
    {
        TemporaryFolder root = new();
        JobPlan plan = PlainRun.PlanIn(root, "no site", settings);
        JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(root.Root, plan.Job, plan.SiteLabel, TimeProvider.System);
        RecordsFile opened = await RecordsFile.OpenAsync(
            root["records.jsonl"], key => checkpoint.Find(key)?.State == ItemState.Done, TimeProvider.System);
        return new(root, plan, checkpoint, opened);
    }

    public void Read(RunEvent happened) => told.Add(happened);

    /// <summary>Everything that was told; nothing more is after that.</summary>
    public async Task<IReadOnlyList<RunEvent>> ToldAsync()
    {
        await Events.DisposeAsync();
        return told;
    }

    public ItemState? StateOf(string key) => Checkpoint.Find(key)?.State;

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
        Queue.Dispose();
        await records.DisposeAsync();
        await Checkpoint.DisposeAsync();
        folder.Dispose();
    }
}
