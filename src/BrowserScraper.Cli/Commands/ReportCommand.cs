using System.CommandLine;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;
using BrowserScraper.Items;
using BrowserScraper.Reports;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Cli.Commands;

internal static class ReportCommand
{
    private const int MostRuns = 5;

    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new(
            "job") { Description = "the job's name; default: that of the last run", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> run = new("--run") { Description = "the run's id; default: the job's last run", HelpName = "ID" };
        Option<bool> open = new("--open") { Description = "show it in this machine's browser" };
        Command command = new("report", "Write the last run's report.html anew, and print where it is") { job, run, open, options.Data };
        command.SetAction(parsed => Report(
            consoles, FolderOf(SettingSources.DataDirectory(parsed.GetValue(options.Data)), parsed.GetValue(job), parsed.GetValue(run)),
            parsed.GetValue(open)));
        return command;
    }

    private static int Report(ConsoleSet consoles, string runFolder, bool open)
    {
        string path = Rewritten(runFolder);
        consoles.Line(path);
        if (open)
        {
            Opener.Open(path);
        }

        return ExitCode.Done;
    }

    private static string Rewritten(string runFolder)
    {
        try
        {
            return ReportFile.Rewrite(runFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"the report of {runFolder} cannot be written ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private static string FolderOf(string data, string? job, string? id)
    {
        string root = Path.GetFullPath(data);
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
