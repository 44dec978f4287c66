using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Sites;

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
        string data = SettingSources.DataDirectory(values.GetValueOrDefault("DATA_DIR"));
        foreach ((string name, string value) in SettingsOf(Path.GetFullPath(Path.Combine(data, job)), job))
        {
            if (entry.Options.Any(option => option.Name == name))
            {
                values.TryAdd(name, value);
            }
        }

        return values;
    }

    private static Dictionary<string, string> SettingsOf(string folder, string job)
    {
        string runs = Path.Combine(folder, "runs");
        string? last = Directory.Exists(runs)
            ? Directory.EnumerateDirectories(runs).Where(run => File.Exists(Path.Combine(run, "run.json"))).Max(StringComparer.Ordinal)
            : null;
        if (last is null)
        {
            throw new RunStopException(StopReason.BadUsage, $"there is no job '{job}' with a run in {Path.GetDirectoryName(folder)}; see: jobs");
        }

        try
        {
            using JsonDocument facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(last, "run.json")));
            return facts.RootElement.GetProperty("settings").Deserialize<Dictionary<string, string>>()!;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or IOException)
        {
            throw new RunStopException(StopReason.BadUsage, $"{Path.Combine(last, "run.json")} cannot be read; say what the job is about, instead of its name", exception);
        }
    }
}
