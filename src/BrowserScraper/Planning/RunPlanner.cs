using BrowserScraper.Items;
using BrowserScraper.Session;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using Microsoft.Extensions.Configuration;

namespace BrowserScraper.Planning;

/// <summary>
/// Makes plans of requests: settings from all their sources, and the script that they name. Members may be called concurrently.
/// </summary>
public sealed class RunPlanner
{
    private readonly SiteScriptRegistry registry;
    private readonly RequestReader reader;
    private readonly IDemoPortals? portals;
    private readonly TimeProvider time;

    /// <param name="scripts">The scripts that can be run; the first is what runs when a request names none.</param>
    /// <param name="configuration">Holds settings by their names, such as CONCURRENT_PAGES; read anew for each run.</param>
    /// <param name="time">Names runs. Default: the system's clock.</param>
    /// <exception cref="RunStopException">Two scripts have one name, or names of which settings of one name are made.</exception>
    public RunPlanner(IEnumerable<SiteScriptEntry> scripts, IConfiguration configuration, TimeProvider? time = null)
        : this([.. scripts], () => [new SettingSource("configuration", configuration)], portals: null, time ?? TimeProvider.System)
    {
    }

    /// <param name="scripts">The scripts that can be run.</param>
    /// <param name="ambient">Where settings come from that no request names, the strongest first; asked anew for each run.</param>
    /// <param name="portals">Where demo portals come from; null where there are none.</param>
    /// <param name="time">Names runs.</param>
    /// <param name="stores">Where jobs may be kept. Default: below DATA_DIR alone.</param>
    internal RunPlanner(
        IReadOnlyList<SiteScriptEntry> scripts, Func<IReadOnlyList<SettingSource>> ambient, IDemoPortals? portals, TimeProvider time,
        JobStores? stores = null)
    {
        Stores = stores ?? new(open: null);
        registry = new(scripts);
        Sources = new(ambient, scripts);
        reader = new(registry, Sources);
        (this.portals, this.time) = (portals, time);
    }

    internal SiteScriptRegistry Scripts => registry;

    internal SettingSources Sources { get; }

    /// <summary>Where jobs may be kept.</summary>
    internal JobStores Stores { get; }

    /// <summary>Plans a run, and starts its demo portal where no address is set.</summary>
    /// <exception cref="RunStopException">Script, settings or portal options are wrong.</exception>
    internal async Task<PlannedRun> PlanAsync(RunRequest request, CancellationToken stopping)
    {
        ScriptSettings settings = reader.Read(await LastRequest.SharedAsync(request, registry, Sources, Stores));
        SiteScriptEntry entry = settings.Entry;
        RunSettings forRun = RunSettings.From(settings.Read);
        _ = SessionKey.Read(forRun.SessionKeyFile); // told before anything is begun
        SiteScript script = settings.Unplaced();
        if (request.Input is not null && script.Input is null)
        {
            throw new RunStopException(StopReason.BadUsage, $"{entry.Name} takes no input; it finds its items in the site's list");
        }

        IReadOnlyList<SiteAccount>? accounts = settings.Accounts();
        DemoPortal? portal = settings.HasUrl || !script.NeedsSite ? null : await StartPortalAsync(settings, stopping);
        try
        {
            return PlannedOn(portal, settings, script, forRun, request, accounts);
        }
        catch when (portal is not null)
        {
            await portal.DisposeAsync(); // nobody else would
            throw;
        }
    }

    private PlannedRun PlannedOn(
        DemoPortal? portal, ScriptSettings settings, SiteScript unplaced, RunSettings forRun, RunRequest request,
        IReadOnlyList<SiteAccount>? accounts)
    {
        SiteSettings site = settings.SiteOn(portal);
        SiteScript script = settings.Entry.CreateForRun(site, hasAccount: true);
        string run = $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{Random.Shared.Next(0x10000):x4}";
        JobPlan plan = new(settings.Job, run, script, site, settings.LabelOf(unplaced), settings.UrlSetting, forRun)
        {
            Only = request.Only,
            Input = request.Input,
            Request = settings.Request,
            SecretSettings = settings.Read.Secrets,
            IsOnOwnPortal = portal is not null,
            AcceptsOtherScript = request.AcceptsOtherScript,
            Options = settings.OptionsForOthers(),
        };
        plan.KeepLoginsOf(settings.Read.AddressesWithLogins);
        return new(accounts is null ? plan : plan with { Accounts = accounts }, portal, portals?.Given ?? [], Stores);
    }

    /// <summary>The settings alone, for what needs no site.</summary>
    /// <exception cref="RunStopException">A setting is wrong.</exception>
    internal RunSettings SettingsOf(RunRequest request) => RunSettings.From(reader.Read(request).Read);

    /// <summary>The job that is meant, for what looks at it without running it.</summary>
    /// <exception cref="RunStopException">Script or a setting is wrong.</exception>
    internal JobTarget TargetOf(RunRequest request)
    {
        ScriptSettings settings = reader.Read(request);
        SiteScript script = settings.Unplaced();
        RunSettings forRun = RunSettings.From(settings.Read);
        return new(settings.Job, forRun.DataDirectory, settings.LabelOf(script), script)
        {
            Store = forRun.Store, Address = settings.Address,
        };
    }

    /// <inheritdoc cref="TargetOf"/>
    /// <remarks>It may have run on other machines alone.</remarks>
    internal async Task<JobTarget> TargetOfAsync(RunRequest request) =>
        TargetOf(await LastRequest.SharedAsync(request, registry, Sources, Stores));

    private async Task<DemoPortal> StartPortalAsync(ScriptSettings settings, CancellationToken stopping) => portals is null
        ? throw new RunStopException(StopReason.BadUsage, $"{settings.UrlSetting} is not set, and {settings.Entry.Name} needs an address")
        : await portals.StartAsync(settings.Entry.Name, stopping);
}
