using BrowserScraper.Items;
using BrowserScraper.Stores;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>Machines as a table, or, where a terminal has no room for it, as a list.</summary>
internal static class MachinesView
{
    /// <summary>What the table puts around a cell.</summary>
    private const int Frame = 3;

    private static readonly string[] Columns =
        ["Job", "Host", "Process", "State", "Since (UTC)", "Pages", "Done", "A minute", "Heard of", "Clock", "Version"];

    public static void Show(ConsoleSet consoles, IReadOnlyList<(string Job, MachineView Machine)> machines, DateTimeOffset now)
    {
        string[][] rows = [.. machines.Select(each => Cells(each.Job, each.Machine, now))];
        int width = Columns.Index().Sum(column => Frame + Math.Max(column.Item.Length, rows.Max(row => row[column.Index].Length))) + 1;
        if (width > consoles.People.Profile.Width)
        {
            foreach (string line in rows.SelectMany(Lines))
            {
                consoles.Line(OneLine.Of(line));
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

    /// <summary>What a machine is about, in a few words.</summary>
    internal static string StateOf(MachineView machine) => machine switch
    {
        { Left: { } left } => $"left at {left.UtcDateTime:HH:mm:ss}",
        { IsLost: true, Heard: { } heard } => $"killed, or cut off, at {heard.UtcDateTime:HH:mm:ss}",
        { IsLost: true } => "killed",
        _ => "at work",
    };

    private static string[] Cells(string job, MachineView machine, DateTimeOffset now) =>
    [
        job, OneLine.Of(machine.Host), $"{machine.Process}", StateOf(machine), JobsView.Time(machine.Since), $"{machine.Pages}",
        $"{machine.Items}", machine.PerMinute is { } rate ? $"{rate:0.0}" : "",
        machine is { IsAtWork: true, Heard: { } heard } ? $"{Math.Max(0, (now - heard).TotalSeconds):0} s ago" : "",
        machine.ClockOffset is { } offset ? $"{offset.TotalSeconds:+0.0;-0.0;0.0} s" : "", machine.Version ?? "",
    ];

    private static IEnumerable<string> Lines(string[] row) =>
    [
        $"{row[0]}: {row[1]} (process {row[2]}), {row[3]}",
        $"  since {row[4]} UTC{Part(row[8], "heard of ")}{Part(row[9], "clock ")}{Part(row[10], "version ")}",
        $"  pages {Known(row[5])}, done {Known(row[6])}{Part(row[7], "a minute ")}",
    ];

    private static string Part(string value, string what) => value.Length == 0 ? "" : $", {what}{value}";

    private static string Known(string value) => value.Length == 0 ? "not known" : value;
}
