using System.CommandLine;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Display;
using BrowserScraper.Items;
using Spectre.Console;

namespace BrowserScraper.Cli.Commands;

internal static class JobsCommand
{
    private const int MostItems = 20;

    public static Command Create(ConsoleSet consoles)
    {
        Option<string> data = JobChoice.Data();
        Argument<string> job = new("job") { Description = "the job's name" };
        Command show = new("show", "Show one job: what is done, what failed and why, where its files are") { job };
        show.SetAction(parsed => Show(consoles, JobChoice.Find(parsed.GetValue(data)!, parsed.GetValue(job)!)));
        Command command = new("jobs", "List the jobs with their state and progress") { data, show };
        command.SetAction(parsed => List(consoles, parsed.GetValue(data)!));
        return command;
    }

    private static int List(ConsoleSet consoles, string data)
    {
        IReadOnlyList<JobSummary> jobs = JobChoice.All(data);
        if (jobs.Count == 0)
        {
            consoles.Line($"There is no job in {Path.GetFullPath(data)} yet; a run makes one.");
            return ExitCode.Done;
        }

        Table table = new Table { Border = TableBorder.Ascii }.AddColumns("Job", "State", "Done", "Failed", "Still to do", "Site", "Last change (UTC)");
        foreach (JobSummary job in jobs)
        {
            string[] cells = [job.Job, job.State, $"{job.Done} of {job.Total}", $"{job.Failed}", $"{job.Waiting}", job.Site, Time(job.Updated)];
            table.AddRow(cells.Select(cell => new Spectre.Console.Text(cell)));
        }

        consoles.People.Write(table);
        return ExitCode.Done;
    }

    private static int Show(ConsoleSet consoles, JobSummary job)
    {
        consoles.Line($"{job.Job} at {job.Site}: {job.State}{(job.Holder is { } holder ? $" by {holder}" : "")}");
        consoles.Line($"  {job.Done} done, {job.Skipped} skipped, {job.Failed} failed, {job.Waiting} still to do; last change {Time(job.Updated)} UTC");
        string runs = Path.Combine(job.Folder, "runs");
        if (Directory.Exists(runs) && Directory.EnumerateDirectories(runs).Max() is { } last)
        {
            consoles.Line($"  last run: {last}");
        }

        consoles.Line($"  files:    {Path.Combine(job.Folder, "files")}");
        ItemRecord[] failed = [.. JobList.ItemsOf(job.Folder).Where(record => record.State == ItemState.Failed)];
        foreach (ItemRecord record in failed.Take(MostItems))
        {
            consoles.Line($"  {record.Item.Key}: {record.Outcome} after {record.Attempts} attempt{(record.Attempts == 1 ? "" : "s")}: {record.Error}");
        }

        if (failed.Length > MostItems)
        {
            consoles.Line($"  ... and {failed.Length - MostItems} more");
        }

        if (job.State == "to be continued")
        {
            consoles.Line($"  go on with: resume {job.Job} --data {Path.GetDirectoryName(job.Folder)}");
        }

        return ExitCode.Done;
    }

    private static string Time(DateTimeOffset? time) => time is { } known ? $"{known.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : "-";
}
