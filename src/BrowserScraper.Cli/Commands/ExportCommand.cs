using System.CommandLine;
using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Exports;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create(ConsoleSet consoles)
    {
        Option<string> data = JobChoice.Data();
        Argument<string?> job = new("job") { Description = "the job's name; default: the one that changed last", Arity = ArgumentArity.ZeroOrOne };
        Option<string> format = new Option<string>("--format") { Description = "csv, for spreadsheets, or jsonl, one JSON object a line", HelpName = "csv|jsonl", DefaultValueFactory = _ => "csv" }
            .AcceptOnlyFromAmong("csv", "jsonl");
        Option<string?> output = new("--output") { Description = "write to this file; default: standard output", HelpName = "FILE" };
        Command command = new("export", "Write all items of a job: state, files and what was read") { job, format, output, data };
        command.SetAction(parsed => Export(
            consoles, JobChoice.Find(parsed.GetValue(data)!, parsed.GetValue(job)), parsed.GetValue(format)!, parsed.GetValue(output)));
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
        try
        {
            using FileStream file = new(path, FileMode.Create, FileAccess.Write);
            export.Write(items, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(StopReason.MachineLacks, $"cannot write to {path} ({exception.Message.TrimEnd('.')}); choose another --output", exception);
        }

        consoles.Line($"{Display.Text.Items(job.Total)} of {job.Job} written to {path}");
        return ExitCode.Done;
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
