using BrowserScraper.Stores;

namespace BrowserScraper.Planning;

/// <summary>A run with everything it needs. Disposing it stops its demo portal; what it tells may be asked for after that, too.</summary>
internal sealed class PlannedRun : IAsyncDisposable
{
    private readonly DemoPortal? demo;
    private readonly JobStores stores;

    /// <param name="plan">What is to be done.</param>
    /// <param name="portal">The demo portal that the run works on; null where it works elsewhere.</param>
    /// <param name="demoOptions">Options that were given for a demo portal.</param>
    /// <param name="stores">Has the job's store.</param>
    public PlannedRun(JobPlan plan, DemoPortal? portal, IReadOnlyList<string> demoOptions, JobStores stores)
    {
        this.stores = stores;
        Plan = plan;
        demo = portal;
        string ignored =
            $"WARNING: {string.Join(", ", demoOptions)}: for the demo portal, and ignored, as this run works on {plan.SiteLabel}";
        Remark = portal is null
            ? demoOptions.Count == 0
            ? null : ignored
            : $"DEMO: {plan.UrlSetting} is not set, so this run uses the embedded demo portal at {portal.Address} ({portal.Description})";
    }

    public JobPlan Plan { get; }

    /// <summary>Keeps the job; null where that is a folder below DATA_DIR.</summary>
    /// <exception cref="Items.RunStopException">STORE cannot be understood.</exception>
    public IJobStore? Store => stores.SharedOf(Plan.Settings.Store);

    /// <summary>What the operator should know beforehand, in one line, or null.</summary>
    public string? Remark { get; }

    public ValueTask DisposeAsync() => demo?.DisposeAsync() ?? ValueTask.CompletedTask;
}
