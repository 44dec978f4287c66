using BrowserScraper.App.Running;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Commands;

/// <summary>Which job a command is about.</summary>
internal static class JobChoice
{
    /// <summary>Without a script's name, the script whose job changed last; where there is no job yet, the first script counts.</summary>
    /// <exception cref="RunStopException">The store or .env cannot be read.</exception>
    public static async Task<RunArguments> OrLastAsync(RunArguments arguments) => arguments.Request.Script is null
        ? arguments with
        {
            Request = arguments.Request
                with { Script = await LastScriptAsync(arguments.Line, arguments.Line.Store(arguments.Request.Settings)) },
        }
        : arguments;

    /// <exception cref="RunStopException">The store cannot be read.</exception>
    public static async Task<IReadOnlyList<JobSummary>> AllAsync(IJobCatalog store)
    {
        try
        {
            return await store.ListAsync();
        }
        catch (IOException exception)
        {
            throw new RunStopException(StopReason.MachineLacks, exception.Message, exception);
        }
    }

    /// <summary>The same, with their last runs on this machine.</summary>
    /// <exception cref="RunStopException">The store cannot be read.</exception>
    public static async Task<IReadOnlyList<JobInspection>> SightsAsync(IJobCatalog store) =>
        [.. (await AllAsync(store)).Select(JobInspection.Of)];

    /// <param name="store">Where it is looked for.</param>
    /// <param name="name">The job's name; null for the one that changed last.</param>
    /// <exception cref="RunStopException">There is no such job.</exception>
    public static async Task<JobSummary> FindAsync(IJobCatalog store, string? name)
    {
        IReadOnlyList<JobSummary> jobs = await AllAsync(store);
        if (name is null)
        {
            return jobs.MaxBy(job => job.Updated)
                ?? throw new RunStopException(StopReason.BadUsage, $"there is no job in {store.Place} yet; a run makes one");
        }

        if (jobs.FirstOrDefault(job => job.Job == name) is { Unreadable: { } why })
        {
            throw new RunStopException(StopReason.MachineLacks, why);
        }

        return jobs.FirstOrDefault(job => job.Job == name) ?? throw new RunStopException(StopReason.BadUsage,
            $"there is no job '{name}' in {store.Place}; jobs: "
                + $"{(jobs.Count == 0 ? "none" : string.Join(", ", jobs.Select(job => job.Job)))}");
    }

    private static async Task<string?> LastScriptAsync(CommandLine line, IJobCatalog store) =>
        (await AllAsync(store)).Where(job => line.Scripts.All.Any(script => script.Name == JobName.ScriptOf(job.Job)))
            .MaxBy(job => job.Updated)?.Job;
}
