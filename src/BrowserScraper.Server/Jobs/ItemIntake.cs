using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Server.Jobs;

/// <summary>Gives jobs further items. Members may be called concurrently.</summary>
internal sealed class ItemIntake(JobService jobService)
{
    /// <summary>The lines as items.</summary>
    /// <exception cref="ServiceException">The script takes no input.</exception>
    public static (IReadOnlyList<WorkItem> Items, IReadOnlyList<InputLine> Lines, IReadOnlyList<RefusedLine> Refused) Judge(
        SiteScript script, IReadOnlyList<InputLine> lines)
    {
        string wanted = script.Input
            ?? throw new ServiceException(409, $"{script.Name} takes no input; it finds its items in the site's list");
        List<WorkItem> items = [];
        List<InputLine> right = [];
        List<RefusedLine> refused = [];
        foreach (InputLine line in lines)
        {
            string text = InputText.Trimmed(line.Input);
            if (text.Length > 0 && script.ItemOf(text) is { Address: null or { Scheme: "http" or "https" } } item)
            {
                items.Add(item with { Priority = line.Priority });
                right.Add(line with { Input = text });
            }
            else
            {
                refused.Add(new(line.Input, $"is not {wanted}"));
            }
        }

        return (items, right, refused);
    }

    /// <summary>Drops lines where the job's next run finds them.</summary>
    public Task DropAsync(string job, IEnumerable<InputLine> lines) =>
        new Inbox(Path.Combine(jobService.DataDirectory, job)).DropAsync(lines);

    /// <summary>
    /// Adds items to the run that is at work; where none is, they wait for the next one, and a job that was done begins again with them.
    /// </summary>
    public async Task<AddedItems> AddAsync(string name, JobOrder? found, IReadOnlyList<InputLine> lines)
    {
        (JobOrder order, ActiveRun? run) = jobService.With(name, found, job => (job.Order, job.Run));
        SiteScript script = run?.Plan.Script ?? jobService.Check(order).Script;
        (IReadOnlyList<WorkItem> items, IReadOnlyList<InputLine> right, IReadOnlyList<RefusedLine> refused) = Judge(script, lines);
        if (run is not null && await run.AddAsync(items) is { } admitted)
        {
            return new(admitted.Added + admitted.Left, admitted.Known, refused, jobService.With(name, null, job => job.State));
        }

        if (right.Count == 0)
        {
            return new(0, 0, refused, jobService.With(name, null, job => job.State));
        }

        await DropAsync(name, right);
        return jobService.With(name, null, job =>
        {
            if (job is { IsActive: false, Wanted: Wanted.Ended } && job.Last?.State != JobState.Cancelled)
            {
                jobService.Want(job, Wanted.Running, job.Order with { HasInput = true, Retry = null });
            }

            return new AddedItems(right.Count, 0, refused, job.State);
        });
    }

    /// <summary>Ends an item, or sees to it that it is not begun.</summary>
    /// <exception cref="ServiceException">No run is at work, or the item has ended.</exception>
    public async Task CancelAsync(string name, string key)
    {
        ActiveRun run = jobService.With(name, null, job => job.Run)
            ?? throw new ServiceException(409, $"{name} does not run, so nothing of it is queued");
        if (!await run.CancelItemAsync(key))
        {
            throw new ServiceException(404, $"{name} has no item '{key}' that waits or is in work");
        }
    }
}
