using BrowserScraper.Health;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>The sources of a script as a table, or, where a terminal has no room for it, as a list.</summary>
internal static class SourcesView
{
    /// <summary>What the table puts around a cell.</summary>
    private const int Frame = 3;

    private const int LongestError = 60;

    private static readonly string[] Columns =
        ["Source", "Runs", "Success", "p50", "p95", "Last success (UTC)", "Last error (UTC)", "State"];

    public static void Show(ConsoleSet consoles, IReadOnlyList<SourceHealth> sources, DateTimeOffset now)
    {
        string[][] rows = [.. sources.Select(source => Cells(source, now))];
        if (Width(rows) > consoles.People.Profile.Width)
        {
            foreach (string line in List(sources, now))
            {
                consoles.Line(line);
            }

            return;
        }

        Table table = new Table { Border = TableBorder.Ascii }.AddColumns(Columns);
        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        consoles.People.Write(table);
    }

    internal static IEnumerable<string> List(IEnumerable<SourceHealth> sources, DateTimeOffset now) =>
        sources.Select(source => Cells(source, now)).SelectMany(cells => new[]
    {
        $"  {cells[0]}: {cells[7]}",
        $"    {cells[1]} {(cells[1] == "1" ? "run" : "runs")}, {cells[2]} with success, half within {cells[3]}, 95 % within {cells[4]}",
        $"    last success {cells[5]}, last error {cells[6]}",
    });

    internal static string[] Cells(SourceHealth source, DateTimeOffset now) =>
    [
        source.Source, $"{source.Runs}", $"{source.SuccessPercent:0} %", $"{source.P50Seconds:0.0} s", $"{source.P95Seconds:0.0} s",
        JobsView.Time(source.LastSuccess),
        source.LastError is { } error ? $"{JobsView.Time(source.LastErrorAt)} {Display.Text.Cut(error, LongestError)}" : "-",
        source.StateAt(now),
    ];

    private static int Width(string[][] rows) =>
        Columns.Index()
            .Sum(column => Frame + Math.Max(column.Item.Length, rows.Select(row => row[column.Index].Length).DefaultIfEmpty().Max())) + 1;
}
