using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.Checkpoints;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

/// <summary><c>machines</c>: who works on which job.</summary>
internal static class MachinesCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new("job") { Description = "the job's name; default: all", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("machines", "Who works on a job, or did in its last run: since when, pages, items, last heartbeat")
            { job, options.Data, options.Store };
        command.SetAction((parsed, _) => ShowAsync(consoles, options.StoreOf(parsed), parsed.GetValue(job)));
        return command;
    }

    private static async Task<int> ShowAsync(ConsoleSet consoles, IJobCatalog store, string? name)
    {
        IEnumerable<JobSummary> jobs = name is null ? await JobChoice.AllAsync(store) : [await JobChoice.FindAsync(store, name)];
        List<(string Job, MachineView Machine)> machines = [];
        foreach (JobSummary job in jobs)
        {
            if (await store.FindAsync(job.Job) is { } reader)
            {
                machines.AddRange((await reader.MachinesAsync()).Select(machine => (job.Job, machine)));
            }
        }

        if (machines.Count == 0)
        {
            consoles.Line($"No machine works on {name ?? "a job"} in {store.Place}.");
            return ExitCode.Done;
        }

        MachinesView.Show(consoles, machines, TimeProvider.System.GetUtcNow());
        return ExitCode.Done;
    }
}
