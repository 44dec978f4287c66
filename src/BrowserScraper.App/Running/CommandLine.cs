using BrowserScraper.App.Commands;
using BrowserScraper.Planning;
using BrowserScraper.Settings;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Running;

/// <summary>What a command line adds to a request: environment and .env, the scripts that there are, demo portals.</summary>
/// <param name="scripts">The scripts that can be run.</param>
/// <param name="demo">The options of the demo portals. Default: null, as there are none.</param>
internal sealed class CommandLine(IScripts scripts, IDemoOptions? demo = null) : IAsyncDisposable
{
    public static RequestOrigin Origin { get; } = new(
        "command line", "--set: ", IsOperators: true, setting => $"{RunOptions.NameOf(setting)} \"nature landscape\"");

    public IScripts Scripts => scripts;

    public IDemoOptions? Demo => demo;

    public SettingSources Settings => new(Ambient, scripts.All);

    /// <summary>The stores that this process has opened. Whoever ends it disposes them.</summary>
    public JobStores Stores { get; } = new(SharedStores.Open);

    public RunPlanner Planner(IDemoPortals? portals, TimeProvider time) => new(scripts.All, Ambient, portals, time, Stores);

    /// <summary>Where jobs are kept.</summary>
    /// <param name="given">What the command line says of it, by the settings' names.</param>
    /// <exception cref="Items.RunStopException">A setting is wrong.</exception>
    public IJobCatalog Store(IReadOnlyDictionary<string, string?> given) => Stores.Of(Settings.Store(
        given.Where(each => StoreSettings.Names.Contains(each.Key)).ToDictionary(StringComparer.Ordinal)));

    /// <summary>What .env probably does not say as it was meant; one warning each.</summary>
    public IEnumerable<string> Warnings() => DotEnv.Misspelt(scripts.All).Concat(DotEnv.Replaced());

    public ValueTask DisposeAsync() => Stores.DisposeAsync();

    private static IReadOnlyList<SettingSource> Ambient() => [SettingSource.Environment, DotEnv.Source];
}
