using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Benchmarks.Library;

/// <summary>A run of the harness inside this process, with a script of the benchmark's own.</summary>
internal static class LibraryRun
{
    /// <param name="script">What is done.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="pairs">Settings, as <c>NAME=VALUE</c>.</param>
    /// <exception cref="InvalidOperationException">An item was not done.</exception>
    public static async Task<RunReport> OfAsync(SiteScript script, string data, params string[] pairs)
    {
        Dictionary<string, string?> values = pairs.Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        values["DATA_DIR"] = data;
        values["BROWSER_PATH"] = BenchmarkBrowser.Path;
        RunSettings settings = RunSettings.From(
            new SettingsReader([SettingSource.Of("benchmark", values)], SettingsCatalog.Harness).CheckOrStop());
        SiteSettings site = new(script.Home, "nobody", "nothing");
        JobPlan plan = new(script.Name, "run", script, site, "the benchmark's site", "BENCHMARK_URL", settings);
        using RunControl control = new(TimeProvider.System);
        RunReport report = await new JobRunner(plan, control, NullLogger.Instance, TimeProvider.System).RunAsync(new Deaf());
        string? reason = report.Message ?? (report.Failures is [{ } failure, ..] ? failure.Reason : null);
        return report is { Failed: 0, Remaining: 0, Stopped: null }
            ? report
            : throw new InvalidOperationException($"{report.Done} done, {report.Failed} failed, {report.Remaining} left: {reason}");
    }

    private sealed class Deaf : IRunEventReader
    {
        public void Read(RunEvent happened)
        {
            // The report tells enough.
        }
    }
}
