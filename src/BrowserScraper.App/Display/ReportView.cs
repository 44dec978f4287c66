using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>A run's report as a table for the console.</summary>
internal static class ReportView
{
    private const int MostCauses = 10;
    private const int MostKeys = 3;

    public static void Show(ConsoleSet consoles, RunReport report, string folder, string files)
    {
        Table table = new Table { Border = TableBorder.Ascii }.HideHeaders().AddColumns(new TableColumn("").NoWrap(), new TableColumn(""));
        foreach ((string name, string value) in Rows(report))
        {
            table.AddRow(new Spectre.Console.Text(name), new Spectre.Console.Text(value));
        }

        consoles.Line("");
        if (report.Done + report.DoneBefore + report.Failed + report.Skipped + report.Postponed.Count > 0)
        {
            consoles.People.Write(table);
        }

        ShowSources(consoles, report.Sources);
        ShowGroups(consoles, "", report.Failures);
        ShowGroups(consoles, "still to do, ", report.Postponed);
        string whole = report.Together is null ? "" : $" (this machine's part; of all machines: report {report.Job})";
        consoles.Line($"Report: {ReportFile.PathIn(JobFolder.At(folder).RunOf(report.Run))}{whole}");
        consoles.Line($"Files:  {files}");
    }

    private static IEnumerable<(string Name, string Value)> Rows(RunReport report)
    {
        yield return ("Job", $"{report.Job} at {report.Site}");
        yield return ("Ended", report.Ending);
        yield return ("Done", report.DoneBefore > 0 ? $"{report.Done} now, {report.DoneBefore} before" : $"{report.Done}");
        if (report.Together is { } all)
        {
            yield return ("All machines", $"{all.Done} done, {all.Failed} failed, {all.Remaining} still to do");
        }

        yield return ("Failed", report.Failed == 0 ? "0" : $"{report.Failed} ({Counts(report.FailedByOutcome)})");
        if (report.Skipped > 0)
        {
            yield return ("Skipped", $"{report.Skipped}");
        }

        yield return (
            "Still to do", $"{report.Remaining}{(report.DiscoveryWasCutShort ? " known; the list was not read to its end" : "")}");
        yield return ("Duplicates", $"{report.Duplicates}");
        if (report.TroubleByOutcome.Count > 0)
        {
            yield return ("Attempts that failed", Counts(report.TroubleByOutcome));
        }

        if (report.DiscoveryFailure is { } failure)
        {
            yield return ("Discovery incomplete", failure);
        }

        yield return ("Saved", Display.Text.Size(report.BytesSaved));
        if (report.Done > 0)
        {
            yield return ("Rate", $"{report.RatePerHour / 3600:0.0} items/s, {report.RatePerHour:0} an hour");
            yield return (
                "Time per item",
                $"median {Display.Text.Seconds(report.MedianSeconds)}, 95 % within {Display.Text.Seconds(report.P95Seconds)}");
        }

        yield return (
            "Time", $"total {Display.Text.Seconds(report.TotalSeconds)}: sign-in {Display.Text.Seconds(report.SignInSeconds)}, work "
                + $"{Display.Text.Seconds(report.WorkSeconds)}");
        yield return ("Discovery", $"{Display.Text.Seconds(report.DiscoverySeconds)}, beside the work");
        if (report.AutoPages is { } bounds)
        {
            yield return ("Pages", $"{report.Pages} at the end (auto, {bounds.Replace("-", " to ", StringComparison.Ordinal)})");
        }

        yield return ("Pages busy", string.Join(", ", report.BusyShareByPage.Select(page => $"{page.Value * 100:0} %"))
            is { Length: > 0 } busy ? $"{busy} of the work" : "-");
        yield return ("Sign-ins", $"{report.SignIns}");
        yield return ("Peak memory", $"{Display.Text.Megabytes(report.PeakMemoryBytes)} (browser, driver and harness)");
    }

    private static void ShowSources(ConsoleSet consoles, IReadOnlyList<SourceResult> sources)
    {
        if (sources.Count < 2)
        {
            return;
        }

        Table table = new Table { Border = TableBorder.Ascii }.AddColumns(
            "Source", "Images", "Videos", "Kept once", "Failed", "Left", "Size", "Time", "");
        foreach (SourceResult source in sources)
        {
            string[] cells =
                [source.Source, $"{source.Images}", $"{source.Videos}", $"{source.Duplicates}", $"{source.Failed}", $"{source.Left}",
                    Display.Text.Size(source.BytesSaved), Display.Text.Seconds(source.Seconds), source.State];
            table.AddRow(cells.Select(cell => new Spectre.Console.Text(cell)));
        }

        consoles.People.Write(table);
    }

    private static void ShowGroups(ConsoleSet consoles, string what, IReadOnlyList<FailedItem> items)
    {
        IReadOnlyList<FailureGroup> groups = FailureGroup.Of(items);
        foreach (FailureGroup group in groups.Take(MostCauses))
        {
            string keys = string.Join(", ", group.Items.Take(MostKeys).Select(item => Display.Text.Named(item.Key, item.Title)))
                + (group.Items.Count > MostKeys ? ", ..." : "");
            consoles.Line(OneLine.Of($"  {Display.Text.Items(group.Items.Count)}: {what}{group.Outcome}: {group.Cause} ({keys})"));
        }

        if (groups.Count > MostCauses)
        {
            consoles.Line($"  ... and {Counted.Of(groups.Count - MostCauses, "more cause")} in the report");
        }
    }

    private static string Counts(IReadOnlyDictionary<string, int> byName) =>
        string.Join(", ", byName.Select(pair => $"{pair.Key} {pair.Value}"));
}
