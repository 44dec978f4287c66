using BrowserScraper.Checkpoints;
using BrowserScraper.Items;

namespace BrowserScraper.Server.Storage;

/// <summary>
/// The right to serve data folders, for one process at a time: two services would overwrite each other's list of jobs. Not concurrent.
/// </summary>
internal sealed class FolderClaim : IDisposable
{
    private readonly Dictionary<string, JobLock> held = new(StringComparer.Ordinal);

    /// <summary>Takes the service's folder below a data folder; one that is taken already stays so.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="knob">What to change where another one is wanted.</param>
    /// <returns>The service's folder.</returns>
    /// <exception cref="RunStopException">Another service has it, or it cannot be used.</exception>
    public string Take(string dataDirectory, string knob)
    {
        string root = Path.GetFullPath(dataDirectory);
        string own = Path.Combine(root, "service");
        try
        {
            if (!held.ContainsKey(own))
            {
                held[own] = JobLock.Acquire(own, "the service");
            }

            return own;
        }
        catch (JobHeldException taken)
        {
            string holder = JobHolder.Of(own)?.ToString() ?? "another process";
            throw new RunStopException(
                StopReason.MachineLacks, $"{root} is served by {holder} already; stop that one, or choose another folder: {knob}", taken);
        }
        catch (CheckpointException refused)
        {
            throw new RunStopException(StopReason.MachineLacks, refused.Message, refused);
        }
    }

    public void Dispose()
    {
        foreach (JobLock each in held.Values)
        {
            each.Dispose();
        }
    }
}
