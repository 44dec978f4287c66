using System.CommandLine;
using System.Text.Json;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Progress;

namespace BrowserScraper.App.Commands;

/// <summary><c>store</c>: looks at the store of many machines, moves jobs between it and folders, and removes them.</summary>
internal static class StoreCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string> job = new("job") { Description = "the job's name" };
        Command check = new("check", "Look at everything that many machines need: each with ok, or what to do")
            { options.Store, options.Json };
        check.SetAction((parsed, _) => CheckAsync(consoles, SharedStores.Of(options.StoreOf(parsed)), parsed.GetValue(options.Json)));
        Command import = new("import", "Take a job over from its folder in DATA_DIR, whole; the folder stays as it is")
            { job, options.Store, options.Data };
        import.SetAction((parsed, stopping) => ImportAsync(consoles, options, parsed, parsed.GetValue(job)!, stopping));
        Command export = new("export", "Write a job into a folder of DATA_DIR, whole; it stays in the store as it is")
            { job, options.Store, options.Data };
        export.SetAction((parsed, stopping) => ExportAsync(consoles, options, parsed, parsed.GetValue(job)!, stopping));
        Option<bool> yes = new("--yes") { Description = "it is meant: all that the job has goes, its files, too" };
        Command delete = new("delete", "Remove a job with its files; machines that work on it end") { job, options.Store, yes };
        delete.SetAction((parsed, stopping) =>
            DeleteAsync(consoles, SharedStores.Of(options.StoreOf(parsed)), parsed.GetValue(job)!, parsed.GetValue(yes), stopping));
        return new("store", "The store that many machines share (STORE): look at it, move jobs, remove one")
            { check, import, export, delete };
    }

    private static async Task<int> CheckAsync(ConsoleSet consoles, PostgresJobStore store, bool json)
    {
        if (json)
        {
            consoles.ReserveOutput();
        }

        List<StoreFinding> found = [];
        await foreach (StoreFinding finding in store.CheckAsync())
        {
            found.Add(finding);
            consoles.Line($"{(finding.IsFine ? "[ ok ]" : "[FAIL]")} {finding.Name}: {finding.Value}"
                + (finding.ToDo is { } todo ? $"; {todo}" : ""));
        }

        bool isFine = found.TrueForAll(finding => finding.IsFine);
        consoles.Line(isFine ? "The store is fine." : "Mend what is marked FAIL, and look again.");
        if (json)
        {
            consoles.Result(JsonSerializer.Serialize(new { isFine, findings = found }, RunJson.Line));
        }

        return isFine ? ExitCode.Done : ExitCode.MachineLacks;
    }

    private static async Task<int> ImportAsync(
        ConsoleSet consoles, RunOptions options, ParseResult parsed, string job, CancellationToken stopping)
    {
        Stores.IJobCatalog catalog = options.StoreOf(parsed);
        (int items, int files) = await SharedStores.Of(catalog).ImportAsync(catalog.Data, job, stopping);
        consoles.Line($"IMPORTED: {job}: {What(items, files)}, from {catalog.Data} to {catalog.Place}; go on with: resume {job} "
            + catalog.Option);
        return ExitCode.Done;
    }

    private static async Task<int> ExportAsync(
        ConsoleSet consoles, RunOptions options, ParseResult parsed, string job, CancellationToken stopping)
    {
        Stores.IJobCatalog catalog = options.StoreOf(parsed);
        (int items, int files) = await SharedStores.Of(catalog).ExportAsync(catalog.Data, job, stopping);
        consoles.Line($"EXPORTED: {job}: {What(items, files)}, from {catalog.Place} to {catalog.Data}; go on with: resume {job} "
            + $"--store files --data {catalog.Data}");
        return ExitCode.Done;
    }

    private static async Task<int> DeleteAsync(
        ConsoleSet consoles, PostgresJobStore store, string job, bool isMeant, CancellationToken stopping)
    {
        if (!isMeant)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"this removes {job} from the store, with its files, for all machines; where that is meant, add --yes");
        }

        consoles.Line(await store.DeleteAsync(job, stopping) is { } items
            ? $"DELETED: {job}: {Display.Text.Items((int)items)}, and their files"
            : throw new RunStopException(StopReason.BadUsage, $"the store has no job {job}"));
        return ExitCode.Done;
    }

    private static string What(int items, int files) => $"{Display.Text.Items(items)} with {Counted.Of(files, "file")}";
}
