using System.CommandLine;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Commands;

/// <summary>Which job a command is about that runs nothing, and where it is kept.</summary>
internal static class JobChoice
{
    public static Option<string> Data() => new("--data")
    {
        Description = "where jobs are kept (DATA_DIR)",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("DATA_DIR") ?? "data",
        Recursive = true,
    };

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

    /// <param name="data">The data folder.</param>
    /// <param name="name">The job's name; null for the one that changed last.</param>
    /// <exception cref="RunStopException">There is no such job.</exception>
    public static JobSummary Find(string data, string? name)
    {
        IReadOnlyList<JobSummary> jobs = All(data);
        if (name is null)
        {
            return jobs.MaxBy(job => job.Updated) ?? throw new RunStopException(StopReason.BadUsage, $"there is no job in {Path.GetFullPath(data)} yet; a run makes one");
        }

        return jobs.FirstOrDefault(job => job.Job == name) ?? throw new RunStopException(StopReason.BadUsage,
            $"there is no job '{name}' in {Path.GetFullPath(data)}; jobs: {(jobs.Count == 0 ? "none" : string.Join(", ", jobs.Select(job => job.Job)))}");
    }
}
