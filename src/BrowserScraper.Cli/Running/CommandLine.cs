using BrowserScraper.Cli.Commands;
using BrowserScraper.Planning;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Stores;

namespace BrowserScraper.Cli.Running;

/// <summary>What the command line adds to a request: environment and .env, the scripts that there are, demo portals.</summary>
internal static class CommandLine
{
    private const string Usual = "dealer-inventory";

    private static readonly Lazy<IReadOnlyList<SiteScriptEntry>> AllScripts = new(() =>
        [.. SiteScriptEntry.AllOf(typeof(DealerInventory).Assembly, "playwright-scripts").OrderBy(entry => entry.Name != Usual)]);

    private static readonly Lazy<SettingSources> AllSettings = new(() => new(Ambient, Scripts));

    public static RequestOrigin Origin { get; } = new(
        "command line", "--set: ", IsOperators: true, setting => $"{RunOptions.NameOf(setting)} \"nature landscape\"");

    /// <summary>The scripts of playwright-scripts. What runs when none is named is the first.</summary>
    /// <exception cref="Items.RunStopException">Something is wrong with one.</exception>
    public static IReadOnlyList<SiteScriptEntry> Scripts => AllScripts.Value;

    public static SettingSources Settings => AllSettings.Value;

    public static RunPlanner Planner(IDemoPortals portals, TimeProvider time) => new(Scripts, Ambient, portals, time, Stores);

    /// <summary>The stores that this process has opened. Whoever ends it disposes them.</summary>
    public static JobStores Stores { get; } = new(SharedStores.Open);

    /// <summary>Where jobs are kept.</summary>
    /// <param name="given">What the command line says of it, by the settings' names.</param>
    /// <exception cref="Items.RunStopException">A setting is wrong.</exception>
    public static IJobCatalog Store(IReadOnlyDictionary<string, string?> given) => Stores.Of(Settings.Store(
        given.Where(each => StoreSettings.Names.Contains(each.Key)).ToDictionary(StringComparer.Ordinal)));

    /// <summary>What .env probably does not say as it was meant; one warning each.</summary>
    public static IEnumerable<string> Warnings() => DotEnv.Misspelt(Scripts).Concat(DotEnv.Replaced());

    private static IReadOnlyList<SettingSource> Ambient() => [SettingSource.Environment, DotEnv.Source];
}
