using BrowserScraper.Items;
using BrowserScraper.Trials;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>
/// What a round of a trial has brought: tables on a terminal that has room for them, elsewhere a line for each row.
/// </summary>
internal static class TryView
{
    private const int LongestTitle = 50;
    private const int LongestValue = 200;

    /// <summary>What the table puts around a cell.</summary>
    private const int Frame = 3;

    /// <summary>Whether the script did what it should.</summary>
    public static bool IsWell(TrialResult result) =>
        result.NotFound is null && (result.Item is { } item
            ? item.Outcome is "Done" or "Skipped" : result.List is { Failure: null, Usable: > 0 });

    public static void Show(ConsoleSet consoles, TrialResult result)
    {
        if (result.List is { } list)
        {
            ShowList(consoles, list, isAll: result.Item is null && result.NotFound is null);
        }

        if (result.Item is { } item)
        {
            ShowItem(consoles, item);
        }

        if (result.NotFound is { } missing)
        {
            consoles.Line($"ITEM NOT FOUND: {missing}");
        }

        consoles.Line($"TIME: {result.Took.TotalSeconds:0.00} s altogether{(result.User is { } user ? $", signed in as {user}" : "")}");
    }

    private static void ShowList(ConsoleSet consoles, TriedList list, bool isAll)
    {
        string said = list.Expected is { } words ? $"; the list says {words}" : "";
        string part = list.IsWhole ? "to its end" : isAll ? "the first page" : "as far as the item";
        consoles.Line($"LIST: {part}, {Text.Items(list.Rows.Count)} in {list.Took.TotalSeconds:0.00} s{said}");
        if (isAll && list.Rows.Count > 0)
        {
            Table(consoles, ["#", "Key", "Title", "Address"], [.. list.Rows.Index().Select(row => Cells(row.Index, row.Item))]);
        }

        if (list.Next is { } next && isAll)
        {
            consoles.Line($"NEXT: it would go on {(next.StartsWith("http", StringComparison.Ordinal) ? $"at {next}" : next)}");
        }

        foreach (string line in Marks(list.Marks))
        {
            consoles.Line(line);
        }

        foreach (string oddity in isAll ? list.Oddities : [])
        {
            consoles.Line($"ODD: {oddity}");
        }

        if (list.Failure is { } failure)
        {
            consoles.Line($"LIST FAILED: {failure}{PlaceOf(list.Fault, failure)}");
        }

        ShowFault(consoles, list.Fault);
        Evidence(consoles, list.Evidence);
    }

    private static void ShowItem(ConsoleSet consoles, TriedItem item)
    {
        string again = item.Attempts > 1 ? $", at attempt {item.Attempts}" : "";
        string why = item.Reason.Length > 0 ? $": {item.Reason}{PlaceOf(item.Fault, item.Reason)}" : "";
        consoles.Line($"ITEM: {Text.Named(item.Item.Key, item.Item.Title)}{(item.Item.Address is { } at ? $" at {at}" : "")}");
        consoles.Line($"{item.Outcome.ToUpperInvariant()} in {item.Took.TotalSeconds:0.00} s{again}{why}");
        ShowFault(consoles, item.Fault);
        if (item.Record is { } record)
        {
            Table(consoles, ["Field", "Value"], [.. record.Select(Cells)]);
        }

        if (item.Files.Count > 0)
        {
            Table(
                consoles, ["File", "Kind", "Size"],
                [.. item.Files.Select(file => new[] { file.Path, KindOf(file.Kind), $"{file.Size:#,0} bytes" })]);
            consoles.Line($"FILES: {item.FilesFolder} (until the next try)");
        }
        else if (item.Outcome == "Done")
        {
            consoles.Line("FILES: none");
        }

        if (item.IsUnproven)
        {
            consoles.Line(
                "MARKS: nothing that was read shows that somebody is signed in; a run looks at the home page before it takes it");
        }

        if (item.Added.Count > 0)
        {
            consoles.Line($"ADDED: {Text.Items(item.Added.Count)}: {string.Join(", ", item.Added)}");
        }

        Evidence(consoles, item.Evidence);
    }

    // What the script itself has thrown names its line already.
    private static string PlaceOf(TriedFault? fault, string reason) =>
        fault?.Line is { } line && !reason.Contains(line, StringComparison.Ordinal) ? $" ({line})" : "";

    private static void ShowFault(ConsoleSet consoles, TriedFault? fault)
    {
        if (fault is { TestIds.Count: > 0 })
        {
            consoles.Line($"THE PAGE HAS: {string.Join(", ", fault.TestIds)} (its test ids)");
        }
    }

    private static IEnumerable<string> Marks(SeenMarks? marks)
    {
        if (marks is null)
        {
            yield break;
        }

        string there = string.Join(", ", marks.SignedIn.Where(mark => mark.IsThere).Select(mark => $"'{mark.Mark}'"));
        string missing = string.Join(", ", marks.SignedIn.Where(mark => !mark.IsThere).Select(mark => $"'{mark.Mark}'"));
        string user = marks.User is { } name ? $", and the page is for '{name}'" : "";
        yield return (there.Length > 0, missing.Length > 0) switch
        {
            (true, false) => $"MARKS: signed in, by {there} on {marks.Page}{user}",
            (true, true) => $"MARKS: signed in, by {there} on {marks.Page}{user}; {missing} not there",
            _ => $"MARKS: no mark of a signed-in user on {marks.Page}: {missing}{user}",
        };
        if (marks.Else is { } other)
        {
            yield return $"MARKS: {other} on {marks.Page}";
        }
    }

    private static void Evidence(ConsoleSet consoles, string? folder)
    {
        if (folder is not null)
        {
            consoles.Line($"WHAT THE PAGE SHOWED: {folder}");
        }
    }

    private static string[] Cells(int index, TriedRow row) =>
        [$"{index + 1}", row.Key, Text.Cut(row.Title ?? "", LongestTitle), row.Address ?? ""];

    private static string[] Cells(TriedField field) =>
        [field.Name, field.Value is { } value ? Text.Cut(value, LongestValue) : "(null)"];

    private static string KindOf(FileKind kind) => kind == FileKind.Any ? "-" : kind.ToString();

    private static void Table(ConsoleSet consoles, string[] columns, string[][] cells)
    {
        string[][] rows = [.. cells.Select(row => row.Select(OneLine.Of).ToArray())];
        int[] widths =
            [.. columns.Index().Select(column => Math.Max(column.Item.Length, rows.Max(row => row[column.Index].Length)))];
        if (!consoles.People.Profile.Capabilities.Interactive || widths.Sum(width => width + Frame) + 1 > consoles.People.Profile.Width)
        {
            foreach (string[] row in rows.Prepend(columns))
            {
                consoles.Line($"  {string.Join(" | ", row.Zip(widths, (cell, width) => cell.PadRight(width)))}".TrimEnd());
            }

            return;
        }

        Table table = new Table { Border = TableBorder.Ascii }.AddColumns(columns);
        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        consoles.People.Write(table);
    }
}
