using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>The right to work on a job, for one process at a time. The operating system takes it back when the process ends, however it ends.</summary>
public sealed class JobLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;
    private readonly string holderPath;
    private bool released;

    private JobLock(FileStream file, string holderPath)
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
        string notice = path + ".json";
        FileStream? locked = null;
        try
        {
            Directory.CreateDirectory(folder);
            locked = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            JobHolder.Self().Write(notice);
            return new JobLock(locked, notice);
        }
        catch (IOException cause) when (locked is null && Array.IndexOf(HeldByAnother, cause.HResult) >= 0)
        {
            string holder = JobHolder.Read(notice)?.ToString() ?? "another process";
            throw new JobHeldException($"{job} is being worked on by {holder}; wait for it or stop it", cause);
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            locked?.Dispose();
            throw new CheckpointException(StorageFault.Describe(job, path, cause), cause);
        }
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
            // Before the lock goes, or it could be the next holder's. The locked file stays: removing it would let two
            // processes lock two files of the same name.
            File.Delete(holderPath);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // It names a process that is gone and misleads nobody, since the lock is free.
        }

        file.Dispose();
    }
}
