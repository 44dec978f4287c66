using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Testing.Stores;

/// <summary>
/// A job store in memory, but for the files: the second form, written against what is public alone, so that the seam is known to be one.
/// Jobs outlive their sessions, and <see cref="Cut"/> ends all sessions as a crash would.
/// </summary>
public sealed class MemoryJobStore(TimeProvider time) : IJobStore, IDisposable
{
    private readonly TemporaryFolder files = new(inMemory: true);
    private readonly Dictionary<string, MemoryJob> jobs = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Called when a claim is about to be completed; what it throws comes out there.</summary>
    public Action Completing { get; set; } = () => { };

    public Task<IJobSession> OpenAsync(JobTerms terms, CancellationToken stopping)
    {
        lock (gate)
        {
            if (!jobs.TryGetValue(terms.Job, out MemoryJob? job))
            {
                jobs[terms.Job] = job = new(terms.Site, files[$"{jobs.Count}"]);
            }

            if (job.Site != terms.Site)
            {
                throw new RunStopException(StopReason.BadUsage, $"{terms.Job} is the job of {job.Site}, and this run is for {terms.Site}");
            }

            if (job.Session is not null)
            {
                throw new JobHeldException($"{terms.Job} is being worked on");
            }

            MemoryJobSession session = new(terms, job, () => Completing(), time);
            job.Session = session;
            return Task.FromResult<IJobSession>(session);
        }
    }

    public Task<IJobReader?> FindAsync(string job)
    {
        lock (gate)
        {
            return Task.FromResult<IJobReader?>(jobs.TryGetValue(job, out MemoryJob? known) ? new MemoryJobReader(known) : null);
        }
    }

    public Task<IJobControl?> ControlAsync(string job)
    {
        lock (gate)
        {
            return Task.FromResult<IJobControl?>(jobs.TryGetValue(job, out MemoryJob? known)
                ? new MemoryJobControl(() => OpenAsync(new(job, known.Site), CancellationToken.None)) : null);
        }
    }

    /// <summary>Ends all sessions at once: what they are asked from now on fails, as if their process were gone.</summary>
    public void Cut()
    {
        lock (gate)
        {
            foreach (MemoryJob job in jobs.Values)
            {
                job.Session = null;
            }
        }
    }

    public void Dispose() => files.Dispose();
}
