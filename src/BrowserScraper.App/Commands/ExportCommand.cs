using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Exports;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

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
        Command command = new("export", "Write all items of a job: state, files and what was read") { job, format, output, options.Data,
            options.Store };
        command.SetAction((parsed, _) => ExportAsync(
            consoles, options.StoreOf(parsed), parsed.GetValue(job), parsed.GetValue(format)!, parsed.GetValue(output)));
        return command;
    }

    private static async Task<int> ExportAsync(ConsoleSet consoles, IJobCatalog store, string? name, string format, string? output)
    {
        JobSummary job = await JobChoice.FindAsync(store, name);
        consoles.ReserveOutput();
        ItemExport export = format == "csv" ? new CsvExport(await store.FieldsAsync(job.Job)) : new JsonLinesExport();
        IAsyncEnumerable<ExportedItem> items = store.ExportAsync(job.Job).Select(each => new ExportedItem(each.Key, each.Value));
        if (output is null)
        {
            return await ToStandardOutputAsync(export, items);
        }

        string path = Path.GetFullPath(output);
        await using (FileStream file = Create(path))
        {
            await export.WriteAsync(items, file);
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

    private static async Task<int> ToStandardOutputAsync(ItemExport export, IAsyncEnumerable<ExportedItem> items)
    {
        try
        {
            await using Stream standard = Console.OpenStandardOutput();
            await export.WriteAsync(items, standard);
        }
        catch (IOException)
        {
            // Whoever reads has seen enough, such as head.
        }

        return ExitCode.Done;
    }
}
