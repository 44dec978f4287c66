using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Server.Status;
using BrowserScraper.Sites;

namespace BrowserScraper.Server.Jobs;

/// <summary>Gives jobs further items. Members may be called concurrently.</summary>
internal sealed class ItemIntake(JobService jobService, WholeJob whole)
{
    private const string HoldsLogin = "holds a user and a password, which the database does not keep; set them in .env of the machines";

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
        string[] texts = [.. lines.Select(line => InputText.Trimmed(line.Input))];
        foreach ((InputLine line, string text, WorkItem? found) in lines.Zip(texts, script.ItemsOf(texts)))
        {
            if (text.Length > 0 && found is { Address: null or { Scheme: "http" or "https" } } item)
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
    /// Adds items to the run that is at work, here or elsewhere; where none is, they wait for the next one, and a job that was done begins
    /// again with them.
    /// </summary>
    public async Task<AddedItems> AddAsync(string name, JobOrder? found, IReadOnlyList<InputLine> lines)
    {
        (JobOrder Order, ActiveRun? Run)? served = jobService.Look(
            jobs => jobs.Where(job => job.Name == name).Select(job => ((JobOrder, ActiveRun?)?)(job.Order, job.Run)).FirstOrDefault());
        ActiveRun? run = served?.Run;
        SiteScript script = run?.Plan.Script ?? jobService.Check(served?.Order ?? found
            ?? throw new ServiceException(404, $"the service has no job '{JobId.Of(name)}'; see GET /jobs")).Script;
        (IReadOnlyList<WorkItem> items, IReadOnlyList<InputLine> right, IReadOnlyList<RefusedLine> refused) = Judge(script, lines);
        if (run is not null && await run.AddAsync(items) is { } admitted)
        {
            return new(admitted.Added + admitted.Left, admitted.Known, refused, jobService.With(name, null, job => job.State));
        }

        if (whole.IsShared && found is not null)
        {
            return await AddToStoreAsync(name, found, items, refused);
        }

        if (right.Count == 0)
        {
            return new(0, 0, refused, jobService.With(name, found, job => job.State));
        }

        await DropAsync(name, right);
        return new(right.Count, 0, refused, BeginAgain(name, found));
    }

    /// <summary>Ends an item, or sees to it that it is not begun.</summary>
    /// <exception cref="ServiceException">No run is at work, or the item has ended.</exception>
    public async Task CancelAsync(string name, string key)
    {
        ActiveRun? run = jobService.Look(jobs => jobs.FirstOrDefault(job => job.Name == name)?.Run);
        if (run is null && !whole.IsShared)
        {
            throw new ServiceException(409, $"{name} does not run, so nothing of it is queued");
        }

        if (!await (run is null ? whole.CancelItemAsync(name, key) : run.CancelItemAsync(key)))
        {
            throw new ServiceException(404, $"{name} has no item '{key}' that waits or is in work");
        }
    }

    /// <summary>Whoever works on the job takes them, else the next run does.</summary>
    private async Task<AddedItems> AddToStoreAsync(
        string name, JobOrder found, IReadOnlyList<WorkItem> items, IReadOnlyList<RefusedLine> refused)
    {
        ILookup<bool, WorkItem> byLogin = items.ToLookup(item => item.Address is { IsAbsoluteUri: true, UserInfo.Length: > 0 });
        (int added, int known) = byLogin[false].Any() && await whole.AddAsync(name, [.. byLogin[false]]) is { } taken ? taken : (0, 0);
        RefusedLine[] all = [.. refused, .. byLogin[true].Select(item => new RefusedLine(item.Key, HoldsLogin))];
        return await whole.StandAsync(name) is { IsAtWork: true } run
            ? new(added, known, all, SeenJob.StateOf(run))
            : new(added, known, all, added > 0 ? BeginAgain(name, found) : jobService.With(name, found, job => job.State));
    }

    /// <summary>A job that was over begins again, unless somebody has cancelled it or wants it to wait.</summary>
    private JobState BeginAgain(string name, JobOrder? found) => jobService.With(name, found, job =>
    {
        if (job is { IsActive: false, Wanted: Wanted.Ended } && job.Last?.State != JobState.Cancelled)
        {
            jobService.Want(job, Wanted.Running, job.Order with { HasInput = true, Retry = null });
        }

        return job.State;
    });
}
