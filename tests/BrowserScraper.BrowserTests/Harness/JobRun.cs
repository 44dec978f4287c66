using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One run inside the test process, with what it told.</summary>
internal sealed class JobRun
{
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

    private static async Task<JobRun> OfAsync(
        SiteScript script, string data, Func<JobPlan, JobPlan> change, TimeProvider time, string[] settings,
        params IRunEventReader[] readers)
    {
        SiteSettings site = SettingsOf(script.Home, "demo-drive-42");
        JobPlan plan = new(
            script.Name, $"run-{Guid.NewGuid():n}", script, site, "the test's portal", "DEALER_INVENTORY_URL", Settings.Of(data, settings));
        EventLog events = new();
        using RunControl control = new(time);
        return new(await new JobRunner(change(plan), control, NullLogger.Instance, time).RunAsync([events, .. readers]), events);
    }

    private static SiteSettings SettingsOf(Uri address, string password) => new(address, "demo", password);
}
