using BrowserScraper.Items;
using BrowserScraper.Sites;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Cli.Running;

/// <summary>A job that is named by what it is about goes on with the options that its last run had, unless others are given.</summary>
internal static class LastRequest
{
    /// <returns>The values of the command line, and of the job's last run where it is named as <c>script/request</c>.</returns>
    /// <exception cref="RunStopException">There is no such job.</exception>
    public static IReadOnlyDictionary<string, string?> Fill(SiteScriptEntry entry, RunArguments arguments)
    {
        if (arguments.Script is not { } job || !job.Contains('/', StringComparison.Ordinal))
        {
            return arguments.Values;
        }

        Dictionary<string, string?> values = new(arguments.Values, StringComparer.Ordinal);
        string data = Path.GetFullPath(SettingSources.DataDirectory(values.GetValueOrDefault("DATA_DIR")));
        RunInspection last = RunInspection.LastOf(Path.Combine(data, job))
            ?? throw new RunStopException(StopReason.BadUsage, $"there is no job '{job}' with a run in {data}; see: jobs");
        foreach ((string name, string value) in last.Settings.Where(setting => entry.Options.Any(option => option.Name == setting.Key)))
        {
            values.TryAdd(name, value);
        }

        return values;
    }
}
