using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Watchdog;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>The jobs as a table, or, where a terminal has no room for it, as a list.</summary>
internal static class JobsView
{
    /// <summary>What the table puts around a cell.</summary>
    private const int Frame = 3;

    private static readonly string[] Columns = ["Job", "State", "Done", "Failed", "Still to do", "Site", "Last change (UTC)"];

    public static void Show(ConsoleSet consoles, IReadOnlyList<JobInspection> jobs, JobWords words)
    {
        if (Width(jobs, words) > consoles.People.Profile.Width)
        {
            foreach (string line in List(jobs, words))
            {
                consoles.Line(line);
            }

            return;
        }

        Table table = new Table { Border = TableBorder.Ascii }.AddColumns(Columns);
        foreach (JobInspection job in jobs)
        {
            table.AddRow(Cells(job, words).Select(cell => new Spectre.Console.Text(cell)));
        }

        consoles.People.Write(table);
    }

    public static string Time(DateTimeOffset? time) => time is { } known ? $"{known.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : "-";

    /// <summary>How wide a terminal must be for the table.</summary>
    internal static int Width(IReadOnlyList<JobInspection> jobs, JobWords words) =>
        Columns.Index().Sum(column => Frame + Math.Max(column.Item.Length, jobs.Max(job => Cells(job, words)[column.Index].Length))) + 1;

    internal static IEnumerable<string> List(IEnumerable<JobInspection> jobs, JobWords words) => jobs.SelectMany(sight => new[]
    {
        $"{sight.Job.Job}: {words.Of(sight)}",
        $"  {sight.Job.Done} of {sight.Job.Total} done, {sight.Job.Failed} failed, {sight.Job.Waiting} still to do",
        $"  {sight.Job.Site}, last change {Time(sight.Job.Updated)} UTC",
    }).Select(OneLine.Of);

    private static string[] Cells(JobInspection sight, JobWords words)
    {
        JobSummary job = sight.Job;
        return [job.Job, OneLine.Of(words.Of(sight)), $"{job.Done} of {job.Total}", $"{job.Failed}", $"{job.Waiting}", job.Site,
            Time(job.Updated)];
    }
}
