using System.Text.Json;
using BrowserScraper.App.Display;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Settings;
using BrowserScraper.Steering;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Running;

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
        foreach (string warning in arguments.Line.Warnings())
        {
            consoles.Line(warning);
        }

        // Before anything is started: a demo portal, too, would be started in vain.
        if (mustContinue && await NothingToDoAsync(arguments) is { } nothing)
        {
            return nothing;
        }

        using RunControl control = new(time);
        using StopSignals signals = new(control);
        await using PlannedRun planned = await arguments.Planner(time).PlanAsync(arguments.Request, control.Stopping);
        Prepare(planned);
        using LogFile log = new(planned.Plan.Settings.LogDirectory, consoles.Error);
        using Telemetry? telemetry = Telemetry.Start();
        JobRunner runner = new(planned.Plan, control, log.Log, time, planned.Store);
        RunProgress progress = new(consoles, () => runner.Status, arguments.Request.Only, time);
        Task<RunReport> run = Task.Run(() => runner.RunAsync(progress));
        try
        {
            await progress.ShowAsync(run);
        }
        catch (Exception fault) when (!run.IsCompleted)
        {
            consoles.Error($"the run goes on, but cannot be shown: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}");
        }

        RunReport report = await run;
        RunVerdict verdict = RunVerdict.Of(report, Profile.Named(arguments.Request.Profile), arguments.Request.Only);
        return Conclude(report, verdict.Without(runner.SetAside), arguments, planned);
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

    /// <returns>The exit code where the job has nothing that the run is for, else null.</returns>
    /// <exception cref="RunStopException">There is no such job yet.</exception>
    private async Task<int?> NothingToDoAsync(RunArguments arguments)
    {
        JobTarget target = await arguments.TargetAsync();
        (string job, string folder) = (target.Job, target.Folder);
        IJobCatalog store = arguments.Line.Stores.Of(target.Store);
        if (await store.FindAsync(job) is not { } reader)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"there is nothing to resume: {store.Place} has no job '{job}'; start with: run {job} {store.Option}");
        }

        if (arguments.Request.Only is not { } only || new Inbox(folder).HasMail || await reader.ItemsAsync(only).AnyAsync())
        {
            return null;
        }

        RunVerdict verdict = new($"NOTHING TO RETRY: {job} has no {only.What}", ExitCode.Done);
        consoles.Line(verdict.Text);
        if (arguments.Json)
        {
            consoles.Result(JsonSerializer.Serialize(new { verdict, Folder = folder }, RunJson.Line));
        }

        return verdict.ExitCode;
    }

    private int Conclude(RunReport report, RunVerdict verdict, RunArguments arguments, PlannedRun planned)
    {
        ReportView.Show(
            consoles, report, FolderOf(planned.Plan), arguments.Line.Stores.Of(planned.Plan.Settings.Store).FilesOf(planned.Plan.Job)!);
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
