using System.Security.Cryptography;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One run inside the test process, with what it told.</summary>
internal sealed class JobRun
{
    private static readonly Lazy<string> Key = new(() =>
    {
        string path = Path.Combine(AppContext.BaseDirectory, "session.key");
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(32));
        return path;
    });

    private JobRun(RunReport report, EventLog events) => (Report, Events) = (report, events);

    public RunReport Report { get; }

    public EventLog Events { get; }

    /// <param name="portal">The portal.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static Task<JobRun> OfAsync(DealerPortal portal, string data, params string[] settings) =>
        OfAsync(DealerScript(portal), data, settings);

    /// <inheritdoc cref="OfAsync(DealerPortal, string, string[])"/>
    public static Task<JobRun> OfAsync(SiteScript script, string data, params string[] settings) =>
        OfAsync(script, data, plan => plan, settings);

    /// <inheritdoc cref="OfAsync(DealerPortal, string, string[])"/>
    public static Task<JobRun> OfAsync(SiteScript script, string data, Func<JobPlan, JobPlan> change, params string[] settings) =>
        OfAsync(script, data, change, TimeProvider.System, settings);

    /// <inheritdoc cref="OfAsync(DealerPortal, string, string[])"/>
    public static Task<JobRun> OfAsync(DealerPortal portal, string data, TimeProvider time, params string[] settings) =>
        OfAsync(DealerScript(portal), data, plan => plan, time, settings);

    /// <inheritdoc cref="OfAsync(DealerPortal, string, string[])"/>
    public static Task<JobRun> OfAsync(
        SiteScript script, string data, Func<JobPlan, JobPlan> change, IRunEventReader[] readers, params string[] settings) =>
        OfAsync(script, data, change, TimeProvider.System, settings, readers);

    public static SiteScript DealerScript(DealerPortal portal) => new DealerInventory(SettingsOf(portal.Address, portal.Password));

    /// <param name="script">The script.</param>
    /// <param name="data">The data folder, for what is no job's.</param>
    /// <param name="store">Keeps the job.</param>
    /// <param name="readers">Told of everything.</param>
    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static Task<JobRun> OfAsync(
        SiteScript script, string data, IJobStore store, IRunEventReader[] readers, params string[] settings) =>
        OfAsync(script, data, plan => plan, TimeProvider.System, settings, readers, store);

    /// <param name="script">The script.</param>
    /// <param name="data">The data folder, for what is no job's.</param>
    /// <param name="store">Keeps the job.</param>
    /// <param name="control">Stops the run.</param>
    /// <param name="readers">Told of everything.</param>
    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public static Task<JobRun> OfAsync(
        SiteScript script, string data, IJobStore store, RunControl control, IRunEventReader[] readers, params string[] settings) =>
        OfAsync(script, data, plan => plan, TimeProvider.System, settings, readers, store, control);

    /// <inheritdoc cref="OfAsync(SiteScript, string, IJobStore, IRunEventReader[], string[])"/>
    public static Task<JobRun> OfAsync(SiteScript script, string data, string job, IJobStore store, params string[] settings) =>
        OfAsync(script, data, plan => plan with { Job = job }, TimeProvider.System, settings, [], store);

    private static Task<JobRun> OfAsync(
        SiteScript script, string data, Func<JobPlan, JobPlan> change, TimeProvider time, string[] settings,
        params IRunEventReader[] readers) => OfAsync(script, data, change, time, settings, readers, store: null);

    private static async Task<JobRun> OfAsync(
        SiteScript script, string data, Func<JobPlan, JobPlan> change, TimeProvider time, string[] settings, IRunEventReader[] readers,
        IJobStore? store, RunControl? given = null)
    {
        SiteSettings site = SettingsOf(script.Home, "demo-drive-42");
        JobPlan plan = new(
            script.Name, $"run-{Guid.NewGuid():n}", script, site, "the test's portal", "DEALER_INVENTORY_URL",
            Settings.Of(data, store is null ? settings : Together(settings)));
        EventLog events = new();
        using RunControl own = new(time);
        RunControl control = given ?? own;
        return new(await new JobRunner(change(plan), control, NullLogger.Instance, time, store).RunAsync([events, .. readers]), events);
    }

    /// <summary>Machines that work with one account share its session, where a test says nothing else.</summary>
    private static string[] Together(string[] settings) =>
        Array.Exists(settings, each => each.StartsWith("ACCOUNT_MODE=", StringComparison.Ordinal))
            ? settings : [.. settings, "ACCOUNT_MODE=share", $"SESSION_KEY_FILE={Key.Value}"];

    private static SiteSettings SettingsOf(Uri address, string password) => new(address, "demo", password);
}
