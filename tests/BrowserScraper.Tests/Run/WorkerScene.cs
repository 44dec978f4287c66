using BrowserScraper.Accounts;
using BrowserScraper.Browsers;
using BrowserScraper.Evidence;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Run;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Tests.Queue;

namespace BrowserScraper.Tests.Run;

/// <summary>One worker with everything it works with, on a machine without a browser.</summary>
internal sealed class WorkerScene : IAsyncDisposable
{
    private readonly LedgerScene ledger;
    private readonly SiteWatch sites;
    private readonly BrowserHost browsers;
    private readonly AccountPool accounts;
    private readonly GroupDeadlines groups;
    private readonly Downloads downloads;
    private readonly HeldItems heldItems;

    private WorkerScene(LedgerScene ledger)
    {
        this.ledger = ledger;
        (JobPlan plan, RunEventStream events, TimeProvider time) = (ledger.Plan, ledger.Events, TimeProvider.System);
        JobFolder folder = new(plan.Settings.DataDirectory, plan.Job);
        folder.Create();
        Faults faults = new(events.Publish, Control);
        sites = new(plan, events, time);
        browsers = new(new() { Path = plan.Settings.BrowserPath }, _ => { }, events.Publish, faults.Tell, time);
        EvidenceFolder evidence = new(folder.Root, SafeFileName.Single, plan.Settings.EvidenceBytes, _ => { });
        SessionRules rules = plan.Rules(_ => { }, sites.Hosts, time);
        accounts = new(plan, folder, browsers, rules, evidence, events, time);
        groups = new(limit: null, ledger.Queue, events, plan.Script.Name, faults.Tell, time);
        downloads = new(
            new(ledger.Session.FilesFolder, ledger.Session.StagingFolder), ledger.Session.ReserveNameAsync, sites.Hosts, new(plan.Logins),
            new(plan.Settings.RequestTimeout, plan.Settings.DownloadLane, Force: false), new(folder.Root, reserve: 0), time);
        heldItems = new(ledger.Ledger, ledger.Queue, groups, faults, Control, time);
        Worker = new(
            plan, ledger.Ledger, ledger.Queue, accounts, accounts.Any, new(browsers, plan.Settings, () => null, events, time), downloads,
            rules,
            heldItems, evidence,
            new(evidence, time), groups, new(), faults, Control, time);
    }

    public RunControl Control { get; } = new(TimeProvider.System);

    public Worker Worker { get; }

    public LedgerScene Job => ledger;

    public static async Task<WorkerScene> OfAsync() => new(await LedgerScene.OfAsync());

    public async ValueTask DisposeAsync()
    {
        await heldItems.DisposeAsync();
        downloads.Dispose();
        groups.Dispose();
        await accounts.DisposeAsync();
        await browsers.DisposeAsync();
        sites.Dispose();
        await ledger.DisposeAsync();
        Control.Dispose();
    }
}
