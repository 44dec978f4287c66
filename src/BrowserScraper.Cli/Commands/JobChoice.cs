using BrowserScraper.Checkpoints;
using BrowserScraper.Cli.Running;
using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Cli.Commands;

/// <summary>Which job a command is about.</summary>
internal static class JobChoice
{
    /// <summary>Without a script's name, the script whose job changed last; where there is no job yet, the first script counts.</summary>
    /// <exception cref="RunStopException">A checkpoint or .env cannot be read.</exception>
    public static RunArguments OrLast(RunArguments arguments) => arguments.Script is null
        ? arguments with { Script = LastScript(SettingSources.DataDirectory(arguments.Values.GetValueOrDefault("DATA_DIR"))) }
        : arguments;

    /// <exception cref="RunStopException">A checkpoint cannot be read.</exception>
    public static IReadOnlyList<JobSummary> All(string data)
    {
        try
        {
            return JobList.Read(data);
        }
        catch (CheckpointException exception)
        {
            throw new RunStopException(StopReason.MachineLacks, exception.Message, exception);
        }
    }

    /// <summary>The same, with their last runs.</summary>
    /// <exception cref="RunStopException">A checkpoint cannot be read.</exception>
    public static IReadOnlyList<JobInspection> Sights(string data) => [.. All(data).Select(JobInspection.Of)];

    /// <param name="given">The data folder as the command line has it, or null.</param>
    /// <param name="name">The job's name; null for the one that changed last.</param>
    /// <exception cref="RunStopException">There is no such job.</exception>
    public static JobSummary Find(string? given, string? name)
    {
        string data = SettingSources.DataDirectory(given);
        IReadOnlyList<JobSummary> jobs = All(data);
        if (name is null)
        {
            return jobs.MaxBy(job => job.Updated)
                ?? throw new RunStopException(StopReason.BadUsage, $"there is no job in {Path.GetFullPath(data)} yet; a run makes one");
        }

        if (jobs.FirstOrDefault(job => job.Job == name) is { Unreadable: { } why })
        {
            throw new RunStopException(StopReason.MachineLacks, why);
        }

        return jobs.FirstOrDefault(job => job.Job == name) ?? throw new RunStopException(StopReason.BadUsage,
            $"there is no job '{name}' in {Path.GetFullPath(data)}; jobs: "
                + $"{(jobs.Count == 0 ? "none" : string.Join(", ", jobs.Select(job => job.Job)))}");
    }

    private static string? LastScript(string data) =>
        All(data).Where(job => SiteScripts.All.Any(script => script.Name == JobName.ScriptOf(job.Job))).MaxBy(job => job.Updated)?.Job;
}
