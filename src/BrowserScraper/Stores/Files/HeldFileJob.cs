using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Stores.Files;

/// <summary>A job in its folder, read as a whole while nobody works on it.</summary>
internal sealed class HeldFileJob : IAsyncDisposable
{
    private readonly JobFolder folder;
    private readonly JobLock held;
    private readonly JsonCheckpoint checkpoint;

    private HeldFileJob(JobFolder folder, JobLock held, JsonCheckpoint checkpoint)
    {
        (this.folder, this.held, this.checkpoint) = (folder, held, checkpoint);
        Items = checkpoint.Snapshot();
    }

    /// <summary>The site that its items belong to.</summary>
    public string Site => checkpoint.Site;

    /// <summary>In the order in which they became known.</summary>
    public IReadOnlyList<ItemRecord> Items { get; }

    /// <summary>Where its files are.</summary>
    public string FilesFolder => folder.Files;

    /// <param name="dataDirectory">DATA_DIR.</param>
    /// <param name="job">Its name.</param>
    /// <param name="time">Dates what is mended.</param>
    /// <exception cref="RunStopException">There is no such job.</exception>
    /// <exception cref="JobHeldException">Somebody works on it.</exception>
    /// <exception cref="CheckpointException">It cannot be read.</exception>
    public static async Task<HeldFileJob> OpenAsync(string dataDirectory, string job, TimeProvider time)
    {
        JobFolder from = new(dataDirectory, job);
        if (!JobList.Exists(dataDirectory, job))
        {
            throw new RunStopException(StopReason.BadUsage, $"there is no job {job}: {from.Root} holds no checkpoint");
        }

        JobLock taken = JobLock.Acquire(from.Root, job);
        try
        {
            JsonCheckpoint read = await JsonCheckpoint.OpenAsync(from.Root, job, site: "", time);
            if (read.Site.Length == 0)
            {
                await read.DisposeAsync();
                throw new RunStopException(
                    StopReason.MachineLacks,
                    $"{job}: its checkpoint was damaged and does not say any more for which site it is; run it once where it is, then try "
                        + "again");
            }

            return new(from, taken, read);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>What was read of the items that are done.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Records()
    {
        using RecordsIndex records = new(folder.Root);
        foreach (KeyValuePair<string, JsonElement> record in records.All())
        {
            if (checkpoint.Find(record.Key)?.State == ItemState.Done)
            {
                yield return record;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await checkpoint.DisposeAsync();
        held.Dispose();
    }
}
