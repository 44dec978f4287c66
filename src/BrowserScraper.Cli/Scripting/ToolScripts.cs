using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Scripting;

/// <summary>Finds the user's folder of scripts before the command line is understood: their options are options of it.</summary>
internal static class ToolScripts
{
    private const string Setting = "SCRIPTS_DIR";

    /// <param name="builtIn">The scripts that the tool was built with.</param>
    /// <param name="arguments">As the tool was given them.</param>
    public static ScriptFolder Open(IReadOnlyList<SiteScriptEntry> builtIn, IReadOnlyList<string> arguments)
    {
        (string folder, bool isSet) = Folder(arguments);
        ScriptPlaces places = ScriptPlaces.In(folder, isSet);
        CacheFolder cache = CacheFolder.OfUser();
        if (cache.Trouble is { } trouble && places.All.Count > 0)
        {
            places = places with
            {
                Problems = [.. places.Problems, $"scripts are compiled at each start, as what was compiled cannot be kept: {trouble}"],
            };
        }

        ScriptFolder scripts = new(builtIn, places, new(new(cache, TimeProvider.System)));
        scripts.LookAhead(arguments);
        return scripts;
    }

    /// <summary>Where a new script belongs, so that it is found by its name.</summary>
    public static string FolderOfNew() => ScriptPlaces.Searched(Folder([]).Path);

    private static (string Path, bool IsSet) Folder(IReadOnlyList<string> arguments)
    {
        SettingDefinition definition = SettingsCatalog.Harness.Single(each => each.Name == Setting);
        SettingsReader read = new([Given(arguments), SettingSource.Environment, FromFile()], [definition]);
        _ = read.Check();
        string folder = read.Text(Setting);
        return (folder, folder != definition.Default);
    }

    private static SettingSource Given(IReadOnlyList<string> arguments) => SettingSource.Of("command line",
        from argument in arguments
        let start = argument.IndexOf($"{Setting}=", StringComparison.Ordinal)
        where start == 0 || (start > 0 && argument.StartsWith("--set", StringComparison.Ordinal))
        select KeyValuePair.Create(Setting, (string?)argument[(start + Setting.Length + 1)..]));

    private static SettingSource FromFile()
    {
        try
        {
            return DotEnv.Source;
        }
        catch (RunStopException)
        {
            return SettingSource.Of(".env", []); // whatever needs more of it tells what is wrong
        }
    }
}
