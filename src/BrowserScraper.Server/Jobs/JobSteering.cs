using BrowserScraper.Items;
using BrowserScraper.Planning;

namespace BrowserScraper.Server.Jobs;

/// <summary>What people and programs do to a job. Members may be called concurrently.</summary>
internal sealed class JobSteering(JobService jobService)
{
    /// <summary>What an order's Retry says where it is for every item that was given up.</summary>
    public const string AllFailed = "failed";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly string[] Outcomes = [.. ItemOutcome.Names.Where(name => name != "Done").Order(StringComparer.Ordinal)];

    /// <summary>Takes a job on.</summary>
    /// <exception cref="ServiceException">The order is wrong, or the job is at work.</exception>
    public void Begin(CheckedOrder known, JobOrder order) => jobService.With(known.Job, order, job =>
    {
        if (job.IsActive || job.Wanted != Wanted.Ended)
        {
            throw No(job, "pause, resume or cancel it, or add items to it");
        }

        jobService.Want(job, Wanted.Running, order);
        return job.State;
    });

    public JobState Pause(string name) => jobService.With(name, null, job =>
    {
        if (job.Wanted == Wanted.Ended)
        {
            throw No(job, "only what runs or waits can be paused");
        }

        job.Pause();
        jobService.Want(job, Wanted.Paused, job.Order);
        return job.State;
    });

    /// <summary>Lets a paused job go on, and begins one again that has ended.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="found">What it is to do where the service has not met it; null where there is no such job.</param>
    public JobState Resume(string name, JobOrder? found) => jobService.With(name, found, job =>
    {
        if (job.Wanted == Wanted.Running || (job.IsActive && job.Wanted == Wanted.Ended))
        {
            throw No(job, job.IsActive && job.Wanted == Wanted.Ended
                ? "it can go on when it has ended" : "nothing holds it up that resuming would end");
        }

        jobService.Want(job, Wanted.Running, job.Wanted == Wanted.Paused ? job.Order : job.Order with { Retry = null });
        job.Resume();
        return job.State;
    });

    /// <summary>Ends a job after its items in flight; a second time: at once.</summary>
    public JobState Cancel(string name) => jobService.With(name, null, job =>
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

    /// <summary>Tries items again that were given up: within the run that is at work, else with a run of their own.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="found">What it is to do where the service has not met it; null where there is no such job.</param>
    /// <param name="outcome">How their last attempts ended; null for any failure.</param>
    /// <param name="items">Reads what the job has.</param>
    public async Task<JobState> RetryAsync(string name, JobOrder? found, string? outcome, Func<IReadOnlyList<ItemRecord>> items)
    {
        if (outcome is not null && !Outcomes.Contains(outcome))
        {
            throw new ServiceException(400, $"class={outcome}: must be one of {string.Join(", ", Outcomes)}");
        }

        ItemFilter which = outcome is null ? ItemFilter.Failed : ItemFilter.EndedAs(outcome);
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

        if (!items().Any(which.Fits))
        {
            throw new ServiceException(409, $"{name} has no {which.What}");
        }

        return jobService.With(name, null, job =>
        {
            if (job.IsActive || job.Wanted != Wanted.Ended)
            {
                throw No(job, "it can be tried again when it runs, or has ended");
            }

            jobService.Want(job, Wanted.Running, job.Order with { Retry = outcome ?? AllFailed });
            return job.State;
        });
    }

    /// <summary>Why something makes no sense for a job as it stands.</summary>
    public static ServiceException No(ServedJob job, string why) =>
        new(409, $"{job.Name} is {job.State.ToString().ToLowerInvariant()}: {why}");
}
