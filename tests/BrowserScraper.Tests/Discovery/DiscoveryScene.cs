using System.Reflection;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Discovery;

/// <summary>Discovery without a browser: its page does nothing, and the site says how each address is answered.</summary>
internal sealed class DiscoveryScene : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<RunEvent> events = [];

    public ListedSite Site { get; } = new();

    public LeapingClock Time { get; } = new(TimeSpan.FromSeconds(3000));

    /// <summary>How often somebody has signed in again.</summary>
    public int Renewals { get; private set; }

    /// <summary>Whether the session had ended, for each time that is to be proven; false when they are used up.</summary>
    public Queue<bool> Proofs { get; } = new();

    /// <summary>Whether what the pages show proves that somebody is signed in.</summary>
    public bool IsProven { get; set; } = true;

    /// <summary>Why the watch has closed the page, told once.</summary>
    public ItemOutcome? Seen { get; set; }

    /// <summary>Whether a host that is away comes back.</summary>
    public bool ComesBack { get; set; } = true;

    public RunEvent.DiscoveryEnded Ended => events.OfType<RunEvent.DiscoveryEnded>().Single();

    public IEnumerable<string> Notices => events.OfType<RunEvent.Notice>().Select(notice => notice.Text);

    public IEnumerable<RunEvent.Fault> Faults => events.OfType<RunEvent.Fault>();

    /// <summary>The keys that were queued, in order.</summary>
    public IEnumerable<string> Queued => events.OfType<RunEvent.ItemQueued>().Select(item => item.Key);

    public string SizesPath => folder["lists.json"];

    public void Dispose() => folder.Dispose();

    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public async Task RunAsync(params string[] settings)
    {
        events.Clear();
        Dictionary<string, string?> values = settings.Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        values["DATA_DIR"] = folder.Root;
        values["REQUEST_TIMEOUT"] = "3600"; // beyond what the clock leaps over
        RunSettings read = RunSettings.From(new SettingsReader([SettingSource.Of("test", values)], SettingsCatalog.Harness).CheckOrStop());
        JobPlan plan = new("listed-site", "the-run", Site, new SiteSettings(Site.Home, "", ""), "the site", "LISTED_SITE_URL", read);
        using RunControl control = new(Time);
        await using IJobSession session = await new FileJobStore(folder.Root, Time).OpenAsync(plan.Terms, default);
        await using RunEventStream stream = new([new Reader(events)], Time);
        JobLedger ledger = new(plan, session, stream, new(new(plan.Script.Name, []), TimeSpan.Zero, stream.Publish, Time), Time);
        ListSizes sizes = new(folder.Root, text => stream.Publish(new RunEvent.Notice(text)), Time);
        await new ListDiscovery(plan, ledger, Session, sizes, renewal: null, control, stream, Time).RunAsync();
        await stream.DisposeAsync();
    }

    private DiscoverySession Session() => new()
    {
        OpenAsync = _ => Task.FromResult(DispatchProxy.Create<IPage, SilentPage>()),
        SupportAsync = _ => Task.FromResult(new ListSupport
        {
            OpenAsync = Site.OpenAsync,
            Seen = TakeSeen,
            IsProven = () => IsProven,
            NeedsSignIn = Site.NeedsSignIn,
            Generation = () => Renewals,
            RenewAsync = (seen, _, _) => Task.FromResult(seen == Renewals && ++Renewals > 0),
            AwayAsync = (_, _) => Task.FromResult(ComesBack),
        }),
        ProveAsync = (_, _) => Task.FromResult(Proofs.TryDequeue(out bool hadEnded) && hadEnded),
    };

    private ItemOutcome? TakeSeen()
    {
        ItemOutcome? seen = Seen;
        Seen = null;
        return seen;
    }

    private sealed class Reader(List<RunEvent> events) : IRunEventReader
    {
        public void Read(RunEvent happened) => events.Add(happened);
    }
}
