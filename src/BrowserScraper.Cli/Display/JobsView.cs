using BrowserScraper.Checkpoints;
using Spectre.Console;

namespace BrowserScraper.Cli.Display;

/// <summary>The jobs as a table, or, where a terminal has no room for it, as a list.</summary>
internal static class JobsView
{
    /// <summary>What the table puts around a cell.</summary>
    private const int Frame = 3;

    private static readonly string[] Columns = ["Job", "State", "Done", "Failed", "Still to do", "Site", "Last change (UTC)"];

    public static void Show(ConsoleSet consoles, IReadOnlyList<JobSummary> jobs)
    {
        if (Width(jobs) > consoles.People.Profile.Width)
        {
            foreach (string line in List(jobs))
            {
                consoles.Line(line);
            }

            return;
        }

        Table table = new Table { Border = TableBorder.Ascii }.AddColumns(Columns);
        foreach (JobSummary job in jobs)
        {
            table.AddRow(Cells(job).Select(cell => new Spectre.Console.Text(cell)));
        }

        consoles.People.Write(table);
    }

    public static string Time(DateTimeOffset? time) => time is { } known ? $"{known.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : "-";

    /// <summary>How wide a terminal must be for the table.</summary>
    internal static int Width(IReadOnlyList<JobSummary> jobs) =>
        Columns.Index().Sum(column => Frame + Math.Max(column.Item.Length, jobs.Max(job => Cells(job)[column.Index].Length))) + 1;

    internal static IEnumerable<string> List(IEnumerable<JobSummary> jobs) => jobs.SelectMany(job => new[]
    {
        $"{job.Job}: {job.State}",
        $"  {job.Done} of {job.Total} done, {job.Failed} failed, {job.Waiting} still to do",
        $"  {job.Site}, last change {Time(job.Updated)} UTC",
    });

    private static string[] Cells(JobSummary job) =>
        [job.Job, job.State, $"{job.Done} of {job.Total}", $"{job.Failed}", $"{job.Waiting}", job.Site, Time(job.Updated)];
}
