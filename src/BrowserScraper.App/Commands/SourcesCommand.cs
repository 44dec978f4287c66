using System.CommandLine;
using System.Text.Json;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Sites;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

internal static class SourcesCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> script = new("script")
        {
            Description = "which script; default: all that have sources",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("sources", "Show how the sources of a script have done over all runs, and which are skipped for now")
        {
            script, options.Data, options.Store, options.Json,
        };
        command.SetAction((parsed, _) => ShowAsync(
            consoles, options.Line.Scripts, options.StoreOf(parsed), parsed.GetValue(script), parsed.GetValue(options.Json)));
        return command;
    }

    private static async Task<int> ShowAsync(ConsoleSet consoles, IScripts scripts, IJobCatalog store, string? script, bool json)
    {
        string data = store.Data;
        IReadOnlyList<ScriptHealth> known = HealthReader.Read(data, consoles.Error);
        ScriptHealth[] shown = [.. known.Where(each => script is null || each.Script == script)];
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        if (shown.Length == 0 && script is not null)
        {
            throw new RunStopException(StopReason.BadUsage, await LackAsync(scripts, store, script, known));
        }

        if (json)
        {
            var named = shown.Select(each => new { each.Script, Sources = each.Sources.Select(source => Facts(source, now)) });
            consoles.Result(JsonSerializer.Serialize(new { scripts }, RunJson.Line));
            return ExitCode.Done;
        }

        if (shown.Length == 0)
        {
            string[] haveRun = await HaveRunAsync(store);
            consoles.Line($"Nothing is known of any source in {Path.GetFullPath(data)}; "
                + (haveRun.Length == 0
                    ? "a run of a script with sources makes it."
                    : $"what has run there, {string.Join(", ", haveRun)}, has ended work on none."));
        }

        foreach (ScriptHealth each in shown)
        {
            consoles.Line($"{each.Script}:");
            SourcesView.Show(consoles, each.Sources, now);
        }

        return ExitCode.Done;
    }

    private static async Task<string[]> HaveRunAsync(IJobCatalog store) =>
        [.. (await JobChoice.AllAsync(store)).Select(job => JobName.ScriptOf(job.Job)).Distinct(StringComparer.Ordinal)];

    /// <summary>Why nothing is known of a script's sources, and what to do where there is something to do.</summary>
    private static async Task<string> LackAsync(
        IScripts scripts, IJobCatalog store, string script, IReadOnlyList<ScriptHealth> known)
    {
        string folder = store.Data;
        string names = known.Count == 0 ? "none" : string.Join(", ", known.Select(each => each.Script));
        return scripts.All.All(entry => entry.Name != script)
            ? $"there is no script '{script}'; scripts: {string.Join(", ", scripts.All.Select(entry => entry.Name))}"
            : $"nothing is known of the sources of '{script}' in {folder} (known: {names}); "
                + ((await HaveRunAsync(store)).Contains(script)
                    ? "it has run there, and no run of it has ended work on a source" : "a run of it makes it, where it works on sources");
    }

    private static object Facts(SourceHealth source, DateTimeOffset now) => new
    {
        source.Source,
        source.Runs,
        source.Succeeded,
        SuccessPercent = Math.Round(source.SuccessPercent, 1),
        source.P50Seconds,
        source.P95Seconds,
        source.LastSuccess,
        source.LastError,
        source.LastErrorAt,
        source.FailuresInARow,
        source.PausedUntil,
        State = source.StateAt(now),
    };
}
