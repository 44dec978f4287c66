using BrowserScraper.App.Display;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Trials;

namespace BrowserScraper.App.Running;

/// <summary>
/// The rounds of a trial: each reads settings and script anew, and works in what the first has opened. Holds on to no script between two
/// rounds but the one that was tried last. Not concurrent.
/// </summary>
/// <param name="consoles">Where it is shown.</param>
/// <param name="arguments">What is asked for.</param>
/// <param name="portal">The demo portal; null where there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class TryRounds(ConsoleSet consoles, TryArguments arguments, KeptPortal? portal, TimeProvider time) : IAsyncDisposable
{
    private LogFile? log;
    private TrialFolder? folder;
    private ScriptTrial? trial;
    private string? remark;

    /// <param name="isAgain">The script was saved since.</param>
    /// <param name="stopping">Ends it.</param>
    /// <returns>The exit code of this round.</returns>
    /// <exception cref="RunStopException">It cannot be tried.</exception>
    public async Task<int> RunAsync(bool isAgain, CancellationToken stopping)
    {
        if (isAgain)
        {
            consoles.Line("");
            consoles.Line($"AGAIN: {time.GetLocalNow():HH:mm:ss}");
        }

        CommandLine line = arguments.Run.Line;
        string? script = arguments.Script is { } given ? isAgain ? line.Scripts.Again(given) : line.Scripts.NameOf(given) : null;
        Dictionary<string, string?> settings = new(arguments.Run.Request.Settings, StringComparer.Ordinal) { ["STORE"] = "files" };
        await using PlannedRun planned = await line.Planner(portal, time).PlanAsync(
            arguments.Run.Request with { Script = script, Settings = settings }, stopping);
        Prepare(planned);
        TrialResult result = await trial!.TryAsync(planned.Plan, arguments.Item, stopping);
        TryView.Show(consoles, result);
        return TryView.IsWell(result) ? ExitCode.Done : ExitCode.Failures;
    }

    public async ValueTask DisposeAsync()
    {
        await (trial?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder?.Dispose();
        log?.Dispose();
    }

    private void Prepare(PlannedRun planned)
    {
        if (planned.Remark is { } news && news != remark)
        {
            remark = news;
            consoles.Line(news);
        }

        if (trial is not null)
        {
            return;
        }

        if (!planned.Plan.Settings.AsciiOnly)
        {
            consoles.AllowAllLetters();
        }

        log = new(planned.Plan.Settings.LogDirectory, consoles.Error);
        folder = TrialFolder.Create(planned.Plan.Script.Name);
        trial = new(folder, [new RunLog(log.Log), new TryLines(consoles)], time);
    }
}
