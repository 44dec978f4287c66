using System.CommandLine;
using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Cli.Commands;

internal static class JobsCommand
{
    private const int MostItems = 20;

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string> job = new("job") { Description = "the job's name" };
        Command show = new("show", "Show one job: what is done, what failed and why, where its files are") { job, options.Data };
        show.SetAction(parsed => Show(consoles, JobChoice.Find(parsed.GetValue(options.Data), parsed.GetValue(job)!)));
        Command command = new(
            "jobs", "List the jobs with their state and progress") { options.Data, show, CleanupCommand.Create(consoles, options) };
        command.SetAction(parsed => List(consoles, SettingSources.DataDirectory(parsed.GetValue(options.Data))));
        return command;
    }

    private static int List(ConsoleSet consoles, string data)
    {
        IReadOnlyList<JobInspection> jobs = JobChoice.Sights(data);
        if (jobs.Count == 0)
        {
            consoles.Line($"There is no job in {Path.GetFullPath(data)} yet; a run makes one.");
            return ExitCode.Done;
        }

        JobsView.Show(consoles, jobs, Words());
        return ExitCode.Done;
    }

    private static int Show(ConsoleSet consoles, JobSummary job)
    {
        consoles.Line(
            OneLine.Of($"{job.Job} at {job.Site}: {Words().Of(JobInspection.Of(job))}{(job.Holder is { } holder ? $" by {holder}" : "")}"));
        consoles.Line(
            $"  {job.Done} done, {job.Skipped} skipped, {job.Failed} failed, {job.Waiting} still to do; last change "
                + $"{JobsView.Time(job.Updated)} UTC");
        if (RunInspection.LastOf(job.Folder)?.Folder is { } last)
        {
            consoles.Line($"  last run: {last}");
            consoles.Line(OneLine.Of($"  ended:    {Ending(last, job.Holder is not null)}"));
        }

        consoles.Line($"  files:    {Path.Combine(job.Folder, "files")}");
        ItemRecord[] failed = [.. JobList.ItemsOf(job.Folder).Where(record => record.State == ItemState.Failed)];
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
            consoles.Line($"  go on with: resume {job.Job} --data {job.Folder[..^(job.Job.Length + 1)]}");
        }

        return ExitCode.Done;
    }

    private static JobWords Words() => new(TimeProvider.System.GetUtcNow(), JobInspection.StuckAfter);

    internal static string Ending(string runFolder, bool isHeld)
    {
        string path = Path.Combine(runFolder, RunReport.FileName);
        if (!File.Exists(path))
        {
            return isHeld ? "it is at work" : "it was killed, or crashed, and has left no report; what it had done is kept";
        }

        try
        {
            RunReport report = JsonSerializer.Deserialize<RunReport>(File.ReadAllText(path), RunJson.Readable)!;
            return report.Stopped is null or StopReason.Interrupted or StopReason.Lost
                ? report.Ending : $"{report.Message} (exit code {ExitCode.Of(report.Stopped.Value)})";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return $"{path} cannot be read";
        }
    }
}
