using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// The right to work on a job, for one process at a time. The operating system takes it back when the process ends, however it ends.
/// </summary>
internal sealed class JobLock : IDisposable
{
    private readonly FileLock file;
    private readonly string holderPath;
    private bool released;

    private JobLock(FileLock file, string holderPath)
    {
        this.file = file;
        this.holderPath = holderPath;
    }

    /// <summary>Takes the job in this folder, or fails at once.</summary>
    /// <exception cref="JobHeldException">Another process, or another part of this one, has it.</exception>
    /// <exception cref="CheckpointException">The folder cannot be used.</exception>
    public static JobLock Acquire(string folder, string job)
    {
        string path = Path.Combine(folder, "job.lock");
        string notice = JobHolder.PathIn(folder);
        FileLock? locked = null;
        try
        {
            Directory.CreateDirectory(folder);
            locked = FileLock.TryTake(path);
            if (locked is not null)
            {
                JobHolder.Self().Write(notice);
                return new JobLock(locked, notice);
            }
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            locked?.Dispose();
            throw new CheckpointException(StorageFault.Describe(job, path, cause), cause);
        }

        string holder = JobHolder.Read(notice)?.ToString() ?? "another process";
        throw new JobHeldException($"{job} is being worked on by {holder}; wait for it or stop it");
    }

    /// <summary>Gives the job back; twice is harmless.</summary>
    public void Dispose()
    {
        if (released)
        {
            return;
        }

        released = true;
        try
        {
            // Before the lock goes, or it could be the next holder's.
            File.Delete(holderPath);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // It names a process that is gone and misleads nobody, since the lock is free.
        }

        file.Dispose();
    }
}
