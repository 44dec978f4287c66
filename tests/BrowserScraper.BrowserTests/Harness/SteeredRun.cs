using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>
/// A run inside the test process that the test steers while it works: each item waits before it begins until the test lets it.
/// </summary>
internal sealed class SteeredRun : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(0);
    private readonly SiteScript script;
    private int begun;

    /// <param name="inner">The script.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public SteeredRun(SiteScript inner, string data, params string[] settings)
    {
        script = new ScriptAround(inner, async (context, _) =>
        {
            Interlocked.Increment(ref begun);
            await gate.WaitAsync(context.Ending);
        });
        JobPlan plan = new(
            inner.Name, $"run-{Guid.NewGuid():n}", script, new(inner.Home, "demo", "demo-drive-42"), "the test's portal",
            "DEALER_INVENTORY_URL", Settings.Of(data, settings));
        Runner = new(plan, Control, NullLogger.Instance, TimeProvider.System);
        Run = Task.Run(() => Runner.RunAsync(Events));
    }

    public SteeredRun(DealerPortal portal, string data, params string[] settings)
        : this(JobRun.DealerScript(portal), data, settings)
    {
    }

    public RunControl Control { get; } = new(TimeProvider.System);

    public JobRunner Runner { get; }

    public EventLog Events { get; } = new();

    public Task<RunReport> Run { get; }

    /// <summary>Attempts that have begun, let through or not.</summary>
    public int Begun => Volatile.Read(ref begun);

    /// <summary>Items whose script waits for the test.</summary>
    public IEnumerable<string> Held => Runner.Status.Pages.Where(page => page.Item is not null).Select(page => page.Item!);

    public void LetThrough(int items) => gate.Release(items);

    public void LetAllThrough() => gate.Release(100_000);

    public Task BegunAsync(int attempts) => Until.TrueAsync(() => Begun >= attempts, $"{attempts} attempts begun");

    /// <summary>Ends the run where a test has left it: its driver would trouble the tests after it.</summary>
    public async ValueTask DisposeAsync()
    {
        Control.Stop(StopReason.Interrupted, "the test is over", grace: TimeSpan.Zero);
        await Run;
        Control.Dispose();
        gate.Dispose();
    }
}
