using System.CommandLine;
using System.Text.Json;
using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Reports;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Commands;

internal static class JobsCommand
{
    private const int MostItems = 20;

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string> job = new("job") { Description = "the job's name" };
        Command show = new("show", "Show one job: what is done, what failed and why, where its files are") { job, options.Data,
            options.Store };
        show.SetAction((parsed, _) => ShowAsync(consoles, options.StoreOf(parsed), parsed.GetValue(job)!));
        Command command = new(
            "jobs", "List the jobs with their state and progress") { options.Data, options.Store, show,
                CleanupCommand.Create(consoles, options) };
        SteerCommands.AddTo(command, consoles, options);
        command.SetAction((parsed, _) => ListAsync(consoles, options.StoreOf(parsed)));
        return command;
    }

    private static async Task<int> ListAsync(ConsoleSet consoles, IJobCatalog store)
    {
        IReadOnlyList<JobInspection> jobs = await JobChoice.SightsAsync(store);
        if (jobs.Count == 0)
        {
            consoles.Line($"There is no job in {store.Place} yet; a run makes one.");
            return ExitCode.Done;
        }

        JobsView.Show(consoles, jobs, Words());
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(ConsoleSet consoles, IJobCatalog store, string name)
    {
        await ShowAsync(consoles, store, await JobChoice.FindAsync(store, name));
        return ExitCode.Done;
    }

    /// <summary>How a job stands, and what this machine has of it.</summary>
    internal static async Task ShowAsync(ConsoleSet consoles, IJobCatalog store, JobSummary job)
    {
        consoles.Line(
            OneLine.Of($"{job.Job} at {job.Site}: {Words().Of(JobInspection.Of(job))}{(job.Holder is { } holder ? $" by {holder}" : "")}"));
        consoles.Line(
            $"  {job.Done} done, {job.Skipped} skipped, {job.Failed} failed, {job.Waiting} still to do; last change "
                + $"{JobsView.Time(job.Updated)} UTC");
        if (RunInspection.LastOf(job.Folder)?.Folder is { } last)
        {
            consoles.Line($"  last run: {last}{(store.IsShared ? " (the last one of this machine; others have theirs)" : "")}");
            consoles.Line(OneLine.Of($"  ended:    {Ending(last, job.Holder is not null)}"));
        }

        else if (store.IsShared)
        {
            consoles.Line("  last run: none of this machine; run folders, with reports and evidence, stay with the machine that ran them");
        }

        if (await store.LastOptionsAsync(job.Job) is { Count: > 0 } options)
        {
            consoles.Line($"  settings: {string.Join(", ", options.Select(each => $"{each.Key}={each.Value}"))} (of the last run)");
        }

        consoles.Line($"  files:    {store.FilesOf(job.Job) ?? "in the shared folder; set FILES_DIR to see where"}");
        IJobReader? reader = job.Failed == 0 ? null : await store.FindAsync(job.Job);
        ItemRecord[] failed = reader is null ? [] : await reader.ItemsAsync(ItemFilter.Failed).ToArrayAsync();
        foreach (ItemRecord record in failed.Take(MostItems))
        {
            consoles.Line(
                $"  {Display.Text.Named(record.Item.Key, record.Item.Title)}: {record.Outcome} after "
                    + $"{Counted.Of(record.Attempts, "attempt")}: {record.Error}");
        }

        if (failed.Length > MostItems)
        {
            consoles.Line($"  ... and {failed.Length - MostItems} more");
        }

        if (job.Holder is null && job.Waiting + job.Failed > 0)
        {
            consoles.Line($"  go on with: resume {job.Job} {store.Option}");
        }
    }

    private static JobWords Words() => new(TimeProvider.System.GetUtcNow(), JobInspection.StuckAfter);

    internal static string Ending(string runFolder, bool isHeld)
    {
        try
        {
            if (RecordedRun.ReportOf(runFolder) is not { } report)
            {
                return isHeld ? "it is at work" : "it was killed, or crashed, and has left no report; what it had done is kept";
            }

            return report.Stopped is null or StopReason.Interrupted or StopReason.Lost
                ? report.Ending : $"{report.Message} (exit code {ExitCode.Of(report.Stopped.Value)})";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return $"{RecordedRun.ReportPathIn(runFolder)} cannot be read";
        }
    }
}
