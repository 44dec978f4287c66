using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Display;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Cli.Running;

/// <summary>Carries out a run for a person: signals, log, live view, closing table, exit code.</summary>
internal sealed class RunExecution(ConsoleSet consoles, TimeProvider time)
{
    public async Task<int> RunAsync(RunArguments arguments, bool mustContinue = false)
    {
        if (!arguments.Json)
        {
            return await RunToEndAsync(arguments, mustContinue);
        }

        consoles.ReserveOutput();
        try
        {
            return await RunToEndAsync(arguments, mustContinue);
        }
        catch (RunStopException stop)
        {
            consoles.Result(JsonSerializer.Serialize(new { Error = stop.Message, ExitCode = ExitCode.Of(stop.Reason) }, RunJson.Line));
            throw;
        }
    }

    private async Task<int> RunToEndAsync(RunArguments arguments, bool mustContinue)
    {
        using RunControl control = new(time);
        using StopSignals signals = new(control);
        await using PlannedRun planned = await PlannedRun.PrepareAsync(arguments, time, control.Stopping);
        if (mustContinue && !File.Exists(Path.Combine(FolderOf(planned.Plan), "checkpoint.json")))
        {
            throw new RunStopException(StopReason.BadUsage, $"there is nothing to resume: {FolderOf(planned.Plan)} holds no checkpoint; start with: run {planned.Plan.Job} --data {planned.Plan.Settings.DataDirectory}");
        }

        Prepare(planned);
        if (arguments.Only is { } only && !JobList.ItemsOf(FolderOf(planned.Plan)).Any(only.Fits))
        {
            return NothingToDo(new($"NOTHING TO RETRY: {planned.Plan.Job} has no {only.What}", ExitCode.Done), arguments, planned);
        }

        using LogFile log = new(planned.Plan.Settings.LogDirectory);
        JobRunner runner = new(planned.Plan, control, log.Log, time);
        RunProgress progress = new(consoles, () => runner.Status, time);
        Task<RunReport> run = Task.Run(() => runner.RunAsync(progress));
        await progress.ShowAsync(run);
        return Conclude(await run, arguments, planned);
    }

    private void Prepare(PlannedRun planned)
    {
        if (!planned.Plan.Settings.AsciiOnly)
        {
            consoles.AllowAllLetters();
        }

        if (planned.Remark is { } remark)
        {
            consoles.Line(remark);
        }
    }

    private int NothingToDo(RunVerdict verdict, RunArguments arguments, PlannedRun planned)
    {
        consoles.Line(verdict.Text);
        if (arguments.Json)
        {
            consoles.Result(JsonSerializer.Serialize(new { verdict, Folder = FolderOf(planned.Plan) }, RunJson.Line));
        }

        return verdict.ExitCode;
    }

    private int Conclude(RunReport report, RunArguments arguments, PlannedRun planned)
    {
        RunVerdict verdict = RunVerdict.Of(report, arguments.Profile);
        ReportView.Show(consoles, report, FolderOf(planned.Plan));
        consoles.Line(verdict.Text);
        if (report.Stopped is not (null or StopReason.Interrupted or StopReason.TimeLimit))
        {
            consoles.Error(report.Message!);
        }

        if (arguments.Json)
        {
            consoles.Result(JsonSerializer.Serialize(new RunResult(report, verdict, FolderOf(planned.Plan)), RunJson.Line));
        }

        return verdict.ExitCode;
    }

    private static string FolderOf(JobPlan plan) => Path.GetFullPath(Path.Combine(plan.Settings.DataDirectory, plan.Job));
}
