using System.CommandLine;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Exports;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new(
            "job") { Description = "the job's name; default: the one that changed last", Arity = ArgumentArity.ZeroOrOne };
        Option<string> format =
            new Option<string>("--format")
                { Description = "csv, for spreadsheets, or jsonl, one JSON object a line", HelpName = "csv|jsonl",
                DefaultValueFactory = _ => "csv" }
            .AcceptOnlyFromAmong("csv", "jsonl");
        Option<string?> output =
            new("--output")
                { Description = "write to this file, its folder is made where it is missing; default: standard output", HelpName = "FILE" };
        Command command = new("export", "Write all items of a job: state, files and what was read") { job, format, output, options.Data };
        command.SetAction(parsed => Export(
            consoles, JobChoice.Find(parsed.GetValue(options.Data), parsed.GetValue(job)), parsed.GetValue(format)!,
            parsed.GetValue(output)));
        return command;
    }

    private static int Export(ConsoleSet consoles, JobSummary job, string format, string? output)
    {
        consoles.ReserveOutput();
        using RecordsIndex records = new(job.Folder);
        ItemExport export = format == "csv" ? new CsvExport(records.Fields) : new JsonLinesExport();
        IEnumerable<ExportedItem> items = JobList.ItemsOf(job.Folder).Select(item => new ExportedItem(item, records.Find(item.Item.Key)));
        if (output is null)
        {
            return ToStandardOutput(export, items);
        }

        string path = Path.GetFullPath(output);
        using (FileStream file = Create(path))
        {
            export.Write(items, file);
        }

        consoles.Line($"{Display.Text.Items(job.Total)} of {job.Job} written to {path}");
        return ExitCode.Done;
    }

    /// <summary>The folder is made where it is missing, as data and log folders are.</summary>
    private static FileStream Create(string path)
    {
        if (Directory.Exists(path))
        {
            throw new RunStopException(
                StopReason.BadUsage, $"--output {path}: this is a folder; name a file in it, such as {Path.Combine(path, "items.csv")}");
        }

        string folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"--output {path}: there is no folder {folder}, and it cannot be made; choose another place",
                exception);
        }

        try
        {
            return new(path, FileMode.Create, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"--output {path}: this file cannot be written; choose another, or see to its permissions",
                exception);
        }
    }

    private static int ToStandardOutput(ItemExport export, IEnumerable<ExportedItem> items)
    {
        try
        {
            using Stream standard = Console.OpenStandardOutput();
            export.Write(items, standard);
        }
        catch (IOException)
        {
            // Whoever reads has seen enough, such as head.
        }

        return ExitCode.Done;
    }
}
