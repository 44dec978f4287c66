using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Planning;

/// <summary>A job that is named by what it is about goes on with the options that its last run had, unless others are given.</summary>
internal static class LastRequest
{
    /// <returns>The request's settings, and those of the job's last run where it is named as <c>script/request</c>.</returns>
    /// <exception cref="RunStopException">There is no such job.</exception>
    public static IReadOnlyDictionary<string, string?> Fill(SiteScriptEntry entry, RunRequest request, SettingSources sources)
    {
        if (request.Script is not { } job || !job.Contains('/', StringComparison.Ordinal))
        {
            return request.Settings;
        }

        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string? value) in request.Settings)
        {
            values[name] = value;
        }

        IReadOnlyDictionary<string, string> last = request.LastOptions ?? OfThisMachine(job, values, sources);
        foreach ((string name, string value) in last.Where(setting => entry.Options.Any(option => option.Name == setting.Key)))
        {
            values.TryAdd(name, value);
        }

        return values;
    }

    /// <summary>The same request, with what the job's last run had on whichever machine, where machines share a store.</summary>
    /// <exception cref="RunStopException">The store cannot be used.</exception>
    public static async Task<RunRequest> SharedAsync(
        RunRequest request, SiteScriptRegistry scripts, SettingSources sources, JobStores stores)
    {
        if (request.Script is not { } job || !job.Contains('/', StringComparison.Ordinal)
            || stores.SharedOf(sources.Store(StoreIn(request))) is not { } store || await store.LastOptionsAsync(job) is not { } last)
        {
            return request;
        }

        // A file is known there by what is in it: which one it is here, this machine says.
        SiteScriptEntry entry = scripts.Find(JobName.ScriptOf(job));
        string[] files = [.. entry.Options.Where(option => option.Kind == SettingKind.File).Select(option => option.Name)];
        return request with { LastOptions = last.Where(each => !files.Contains(each.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    private static Dictionary<string, string?> StoreIn(RunRequest request) =>
        request.Settings.Where(each => StoreSettings.Names.Contains(each.Key)).ToDictionary(StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string> OfThisMachine(
        string job, Dictionary<string, string?> values, SettingSources sources)
    {
        string data = Path.GetFullPath(sources.DataDirectory(values.GetValueOrDefault("DATA_DIR")));
        return RunInspection.LastOf(Path.Combine(data, job))?.Settings
            ?? throw new RunStopException(StopReason.BadUsage, $"there is no job '{job}' with a run in {data}; see: jobs");
    }
}
