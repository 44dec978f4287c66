using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Reports;
using BrowserScraper.Run;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Commands;

internal static class ReportCommand
{
    private const int MostRuns = 5;

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new(
            "job") { Description = "the job's name; default: that of the last run", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> run = new("--run") { Description = "the run's id; default: the job's last run", HelpName = "ID" };
        Option<bool> open = new("--open") { Description = "show it in this machine's browser" };
        Command command = new(
            "report", "Write the last run's report.html anew, of all machines where they share a store, and print where it is")
        {
            job, run, open, options.Data, options.Store,
        };
        command.SetAction(async (parsed, _) =>
        {
            IJobCatalog store = options.StoreOf(parsed);
            string? path = store.IsShared && parsed.GetValue(run) is null
                ? await OfAllAsync(consoles, store, await JobChoice.FindAsync(store, parsed.GetValue(job)))
                : Rewritten(FolderOf(store.Data, parsed.GetValue(job), parsed.GetValue(run)));
            return path is null ? ExitCode.Done : Report(consoles, path, parsed.GetValue(open));
        });
        return command;
    }

    private static int Report(ConsoleSet consoles, string path, bool open)
    {
        consoles.Line(path);
        if (open)
        {
            Opener.Open(path);
        }

        return ExitCode.Done;
    }

    private static string Rewritten(string runFolder) => Written(runFolder, () => ReportFile.Rewrite(runFolder));

    private static string Written(string what, Func<string> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"the report of {what} cannot be written ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    /// <summary>Of a job's last run, over all of its machines.</summary>
    /// <returns>Null where it cannot be written: then it was told how the job stands.</returns>
    private static async Task<string?> OfAllAsync(ConsoleSet consoles, IJobCatalog store, JobSummary job)
    {
        if (await store.LastRunAsync(job.Job) is { Folder: not null } run)
        {
            return Written(job.Job, () => MergedRun.Write(run));
        }

        await JobsCommand.ShowAsync(consoles, store, job);
        return null;
    }

    private static string FolderOf(string root, string? job, string? id)
    {
        (string Job, string Folder)[] all = [.. RunInspection.AllBelow(root)];
        string[] folders = [.. all.Where(run => job is null || run.Job == job).Select(run => run.Folder)];
        string whose = job is null ? "" : $" of '{job}'";
        if (folders.Length == 0)
        {
            string[] jobs = [.. all.Select(run => run.Job).Distinct()];
            throw new RunStopException(
                StopReason.BadUsage, $"there is no run{whose} in {root}; jobs: {(jobs.Length == 0 ? "none" : string.Join(", ", jobs))}");
        }

        return id is null
            ? folders[0]
            : folders.FirstOrDefault(folder => Path.GetFileName(folder) == id) ?? throw new RunStopException(StopReason.BadUsage,
                $"there is no run {id}{whose} in {root}; the last ones: "
                    + $"{string.Join(", ", folders.Take(MostRuns).Select(Path.GetFileName))}");
    }
}
