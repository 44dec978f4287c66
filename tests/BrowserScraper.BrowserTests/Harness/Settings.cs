using BrowserScraper.Settings;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Settings as an operator writes them: <c>NAME=VALUE</c>.</summary>
internal static class Settings
{
    public static RunSettings Of(string data, params IEnumerable<string> pairs)
    {
        Dictionary<string, string?> values = pairs.Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        values["DATA_DIR"] = data;
        values.TryAdd("BROWSER_PATH", Environment.GetEnvironmentVariable("BROWSER_PATH"));
        return RunSettings.From(new SettingsReader([SettingSource.Of("test", values)], SettingsCatalog.Harness).CheckOrStop());
    }
}
