using BrowserScraper.Cli.Chaos;
using BrowserScraper.DemoSites;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Cli.Fuzz;

/// <summary>One whole run of the dealer portal's job in this process, with one disturbance, in a folder of its own.</summary>
internal sealed class FuzzRun(FuzzOptions options, WatchedPortal portal, string root, TimeProvider time)
{
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(15);

    public async Task<FuzzOutcome> RunAsync(int number, FuzzStrike strike)
    {
        string data = Path.Combine(root, $"run-{number}");
        IDemoPortal site = portal.Portal;
        SiteSettings settings = new(site.Address, site.Username, site.Password);
        FuzzScript script = new(new DealerInventory(settings), strike, time);
        JobPlan plan = new(script.Name, "fuzz", script, settings, "the demo portal", "DEALER_INVENTORY_URL", Limits(data));
        using RunControl control = new(time);
        long started = time.GetTimestamp();
        Task<RunReport> run = Task.Run(() => new JobRunner(plan, control, NullLogger.Instance, time).RunAsync());
        await Task.WhenAny(run, Task.Delay(options.Patience, time));
        bool ended = run.IsCompleted;
        if (!ended)
        {
            control.Stop(Items.StopReason.Interrupted, "the fuzz waits no longer", TimeSpan.Zero);
            await Task.WhenAny(run, Task.Delay(LongestEnding, time));
        }

        List<string> problems =
            [.. ended ? []
            : new[] { $"it did not end within {options.Patience.TotalSeconds:0} s{(run.IsCompleted ? "" : ", nor when it was told to")}" },
            .. await ProblemsAsync(run), .. Look(data, script.Name)];
        if (problems.Count == 0 || !options.Keep)
        {
            Directory.Delete(data, recursive: true);
        }

        return new(strike, problems, ended, time.GetElapsedTime(started));
    }

    private async Task<IEnumerable<string>> ProblemsAsync(Task<RunReport> run)
    {
        if (!run.IsCompleted)
        {
            return [];
        }

        if (run.Exception?.InnerException is { } fault)
        {
            return [$"it threw {fault.GetType().Name}: {fault.Message}"];
        }

        RunReport report = await run;
        return
        [
            .. report.Stopped is { } stopped ? new[] { $"it was stopped: {stopped}: {report.Message}" } : [],
            .. report.Done == options.Items
                ? [] : new[]
                    { $"{report.Done} of {options.Items} done, {report.Failed} "
                        + $"failed{(report.DiscoveryFailure is { } why ? $", discovery: {why}" : "")}" },
            .. report.Failures.Select(item => $"{item.Key}: {item.Outcome}: {item.Reason}"),
            .. report.Faults.Select(item => $"fault: {item.Where}: {item.Error}"),
        ];
    }

    private IEnumerable<string> Look(string data, string script)
    {
        Judge judge = new(portal, Path.Combine(data, script));
        Findings found = judge.Conclude();
        return [.. found.Lost, .. found.Half, .. found.Wrong];
    }

    private RunSettings Limits(string data)
    {
        Dictionary<string, string?> values = new()
        {
            ["DATA_DIR"] = data,
            ["CONCURRENT_PAGES"] = $"{options.Pages}",
            ["REQUEST_TIMEOUT"] = "15",
            ["BROWSER_PATH"] = Environment.GetEnvironmentVariable("BROWSER_PATH"),
            ["BROWSER_CHANNEL"] = Environment.GetEnvironmentVariable("BROWSER_CHANNEL"),
        };
        return RunSettings.From(
            new SettingsReader([SettingSource.Of("fuzz", values.Where(value => value.Value is not null))], SettingsCatalog.Harness)
            .CheckOrStop());
    }
}
