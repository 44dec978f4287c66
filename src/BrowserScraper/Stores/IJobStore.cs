using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>
/// Where jobs are kept: what they know, what they have done, their files and records. Members may be called concurrently. Passing
/// <c>JobStoreContract</c> is what "is a store" means.
/// </summary>
public interface IJobStore
{
    /// <summary>Begins a run of a job, which is made where it is not known. Dispose what it returns.</summary>
    /// <param name="terms">What the run holds to.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="JobHeldException">Somebody else works on the job, and this store has room for one.</exception>
    /// <exception cref="RunStopException">It cannot be used, or belongs to another site.</exception>
    Task<IJobSession> OpenAsync(JobTerms terms, CancellationToken stopping);

    /// <summary>Looks at a job without working on it.</summary>
    /// <returns>Null where there is no such job.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<IJobReader?> FindAsync(string job);

    /// <summary>
    /// Steers a job without working on it. Where nobody does, its items can be added, cancelled and retried all the same.
    /// </summary>
    /// <returns>
    /// Null where there is no such job. Its members throw <see cref="JobHeldException"/> where another process works on the job, and this
    /// store has no way to tell it.
    /// </returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<IJobControl?> ControlAsync(string job);
}
