using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Server.Status;
using BrowserScraper.Settings;
using BrowserScraper.Stores;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// What people and programs do to a job: to the service's own part of it, and to all machines that work on it. Members may be called
/// concurrently.
/// </summary>
internal sealed class JobSteering(JobService jobService, WholeJob whole)
{
    /// <summary>What an order's Retry says where it is for every item that was given up.</summary>
    public const string AllFailed = "failed";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly string[] Outcomes = [.. ItemOutcome.Names.Where(name => name != "Done").Order(StringComparer.Ordinal)];

    /// <summary>Takes a job on.</summary>
    /// <exception cref="ServiceException">The order is wrong, or the job is at work.</exception>
    public void Begin(JobTarget known, JobOrder order) => jobService.With(known.Job, order, job =>
    {
        if (!job.CanBegin)
        {
            throw No(job, "pause, resume or cancel it, or add items to it");
        }

        job.IsStopped = false;
        jobService.Want(job, Wanted.Running, order);
        return job.State;
    });

    /// <summary>Items in flight finish, on all machines, and nothing further is begun.</summary>
    public async Task<JobState> PauseAsync(string name)
    {
        bool isElsewhere = await OrderElsewhereAsync(name, all => all.PauseAsync(WholeJob.By));
        return isElsewhere && !IsWanted(name) ? await StateAsync(name) : jobService.With(name, null, job =>
        {
            if (job.Wanted == Wanted.Ended)
            {
                throw No(job, "only what runs or waits can be paused");
            }

            job.Pause();
            jobService.Want(job, Wanted.Paused, job.Order);
            return job.State;
        });
    }

    /// <summary>Lets a paused job go on, on all machines, and begins one again that has ended.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="found">What it is to do where the service has not met it; null where there is no such job.</param>
    public async Task<JobState> ResumeAsync(string name, JobOrder? found)
    {
        bool isPausedElsewhere = !IsAtWork(name) && await whole.StandAsync(name) is { IsAtWork: true, IsPaused: true, IsStopping: false }
            && await whole.OrderAsync(name, all => all.ResumeAsync(WholeJob.By));
        return isPausedElsewhere && !IsWanted(name) ? JobState.Running : jobService.With(name, found, job =>
        {
            if ((job.Wanted == Wanted.Running && !job.IsStopped) || (job.IsActive && job.Wanted == Wanted.Ended))
            {
                throw No(job, job.IsActive && job.Wanted == Wanted.Ended
                    ? "it can go on when it has ended" : "nothing holds it up that resuming would end");
            }

            job.IsStopped = false;
            jobService.Want(job, Wanted.Running, job.Wanted == Wanted.Paused ? job.Order : job.Order with { Retry = null });
            job.Resume();
            return job.State;
        });
    }

    /// <summary>Ends a job on all machines, after its items in flight; a second time here: at once.</summary>
    public async Task<JobState> CancelAsync(string name)
    {
        bool isElsewhere = await OrderElsewhereAsync(name, all => all.StopAsync(StopReason.Cancelled, WholeJob.Cancelled));
        return isElsewhere && !IsWanted(name) ? JobState.Stopping : jobService.With(name, null, job =>
        {
            if (job is { IsActive: true, Wanted: Wanted.Ended })
            {
                job.Abort();
                return job.State;
            }

            if (job.Wanted == Wanted.Ended)
            {
                throw No(job, "there is nothing to cancel");
            }

            job.Cancel(Grace); // first, as how it ended is written down with what is wanted
            jobService.Want(job, Wanted.Ended, job.Order);
            return job.State;
        });
    }

    /// <summary>
    /// Ends the run that is at work, on all machines, after its items in flight. The service goes on with it when it is resumed, or when
    /// the service itself has been started again.
    /// </summary>
    public async Task<JobState> StopAsync(string name)
    {
        bool isElsewhere = await OrderElsewhereAsync(name, all => all.StopAsync(StopReason.Interrupted, WholeJob.Stopped));
        return isElsewhere && !IsWanted(name) ? JobState.Stopping : jobService.With(name, null, job =>
        {
            if (job.Wanted == Wanted.Ended || job.IsStopped)
            {
                throw No(job, "there is no run to stop");
            }

            job.Stop(Grace);
            jobService.Want(job, job.Wanted, job.Order);
            return job.State;
        });
    }

    /// <summary>Changes how many pages each machine drives; the service's own part has no more than its share of the workers.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="pages">As CONCURRENT_PAGES is written.</param>
    public async Task<JobState> SetPagesAsync(string name, string pages)
    {
        PageCount wanted = PageCount.Parse(pages) ?? throw new ServiceException(
            400, $"pages={OneLine.Quoted(pages)}: must be a whole number from 1 to {PageCount.Highest}, or auto, or such as auto:2-20");
        bool isElsewhere = await OrderElsewhereAsync(name, all => all.SetPagesAsync($"{wanted}", WholeJob.By));
        return isElsewhere && !IsWanted(name) ? await StateAsync(name) : jobService.With(name, null, job =>
        {
            if (job.Wanted == Wanted.Ended)
            {
                throw No(job, "only what runs or waits has pages");
            }

            jobService.Want(job, job.Wanted, job.OrderWith($"{wanted}"));
            job.SetPages($"{wanted}");
            return job.State;
        });
    }

    /// <summary>Tries items again that were given up: within the run that is at work, else with a run of their own.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="found">What it is to do where the service has not met it; null where there is no such job.</param>
    /// <param name="outcome">How their last attempts ended; null for any failure.</param>
    /// <param name="has">Whether the job has such items.</param>
    public async Task<JobState> RetryAsync(string name, JobOrder? found, string? outcome, Func<ItemFilter, ValueTask<bool>> has)
    {
        if (outcome is not null && !Outcomes.Contains(outcome))
        {
            throw new ServiceException(400, $"class={outcome}: must be one of {string.Join(", ", Outcomes)}");
        }

        ItemFilter which = outcome is null ? ItemFilter.Failed : ItemFilter.EndedAs(outcome);
        if (!IsAtWork(name) && await whole.RetryAsync(name, which) is { } elsewhere)
        {
            return elsewhere > 0 ? await StateAsync(name) : throw new ServiceException(409, $"{name} has no {which.What}");
        }

        ActiveRun? run =
            jobService.With(
                name, found,
                job => job is { Wanted: Wanted.Ended, IsActive: true }
                    ? throw No(job, "it can be tried again when it has ended") : job.Run);
        if (run is not null && await run.RetryAsync(which) is { } again)
        {
            return again > 0
                ? jobService.With(name, null, job => job.State) : throw new ServiceException(409, $"{name} has no {which.What}");
        }

        if (!await has(which))
        {
            throw new ServiceException(409, $"{name} has no {which.What}");
        }

        return jobService.With(name, null, job =>
        {
            if (!job.CanBegin)
            {
                throw No(job, "it can be tried again when it runs, or has ended");
            }

            job.IsStopped = false;
            jobService.Want(job, Wanted.Running, job.Order with { Retry = outcome ?? AllFailed });
            return job.State;
        });
    }

    /// <summary>Why something makes no sense for a job as it stands.</summary>
    public static ServiceException No(ServedJob job, string why) =>
        new(409, $"{job.Name} is {job.State.ToString().ToLowerInvariant()}: {why}");

    /// <summary>Gives an order to other machines. Where the service itself has a run of the job, that passes it on.</summary>
    /// <returns>False where nobody else works on it.</returns>
    /// <exception cref="ServiceException">Nobody at all works on it.</exception>
    private async Task<bool> OrderElsewhereAsync(string name, Func<IJobControl, ValueTask<bool>> order)
    {
        if (!whole.IsShared || IsAtWork(name))
        {
            return false;
        }

        return await whole.OrderAsync(name, order) || (IsServed(name)
            ? false : throw new ServiceException(409, $"nobody works on {name}: there is no run to steer"));
    }

    private async Task<JobState> StateAsync(string name) =>
        await whole.StandAsync(name) is { IsAtWork: true } run ? SeenJob.StateOf(run) : JobState.Interrupted;

    private bool IsServed(string name) => jobService.Look(jobs => jobs.Any(job => job.Name == name));

    private bool IsWanted(string name) => jobService.Look(jobs => jobs.Any(job => job.Name == name && job.Wanted != Wanted.Ended));

    private bool IsAtWork(string name) => jobService.Look(jobs => jobs.Any(job => job.Name == name && (job.Run is not null
        || job is { IsActive: true, Wanted: Wanted.Ended })));
}
