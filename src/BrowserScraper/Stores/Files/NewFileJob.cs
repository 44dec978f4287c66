using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Storage;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// A job that is made in a folder beside those of the others, and gets its name when it is whole. Disposed before that, nothing is left of
/// it; what a killed process has left is removed by the next one that makes the same job. Not for concurrent use.
/// </summary>
internal sealed class NewFileJob : IAsyncDisposable
{
    private readonly string target;
    private readonly JobFolder folder;
    private readonly FileLock turn;
    private readonly JsonCheckpoint checkpoint;
    private readonly RecordsFile records;
    private bool isClosed;

    private NewFileJob(string target, JobFolder folder, FileLock turn, JsonCheckpoint checkpoint, RecordsFile records) =>
        (this.target, this.folder, this.turn, this.checkpoint, this.records) = (target, folder, turn, checkpoint, records);

    /// <summary>Where its files are to be put.</summary>
    public string FilesFolder => folder.Files;

    /// <param name="dataDirectory">DATA_DIR.</param>
    /// <param name="job">Its name.</param>
    /// <param name="site">The site that its items belong to.</param>
    /// <param name="time">Dates it.</param>
    /// <exception cref="RunStopException">A job of that name is there, or something of one, or somebody is making one.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static async Task<NewFileJob> BeginAsync(string dataDirectory, string job, string site, TimeProvider time)
    {
        JobFolder final = new(dataDirectory, job);
        if (JobList.Exists(dataDirectory, job))
        {
            throw new RunStopException(
                StopReason.BadUsage, $"{final.Root} holds a job {job} already; move it away, or choose another DATA_DIR (--data)");
        }

        // One deeper than jobs are looked for.
        JobFolder into = new(dataDirectory, $".export/{job.Replace('/', '+')}/job");
        string making = Path.GetDirectoryName(into.Root)!;
        Directory.CreateDirectory(Path.GetDirectoryName(making)!);
        FileLock taken = FileLock.TryTake($"{making}.lock")
            ?? throw new JobHeldException($"{job} is being exported to {final.Root} by another process; wait for it");
        try
        {
            if (Directory.Exists(making))
            {
                Directory.Delete(making, recursive: true); // of one that was killed
            }

            into.Create();
            JsonCheckpoint made = await JsonCheckpoint.OpenAsync(into.Root, job, site, time);
            RecordsFile lines = await RecordsFile.OpenAsync(
                into.Records, key => made.Find(key)?.State == ItemState.Done, time);
            return new(final.Root, into, taken, made, lines);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Adds an item after those before.</summary>
    public void Add(ItemRecord record) => checkpoint.Note(record);

    /// <summary>Adds an item's record; completes when it is on the disk.</summary>
    public Task AddRecordAsync(string key, JsonElement record) => records.AppendAsync(key, record);

    /// <summary>Gives it its name: from now on it is a job like any other.</summary>
    /// <exception cref="RunStopException">Something is there that has its place.</exception>
    public async Task PublishAsync()
    {
        await checkpoint.FlushAsync();
        await CloseAsync();
        CheckpointPaths paths = new(folder.Root);

        // The checkpoint is last: a folder without one is no job.
        string[] entries = [.. Directory.GetFileSystemEntries(folder.Root).OrderBy(each => each == paths.Snapshot)];
        Directory.CreateDirectory(target);
        foreach (string taken in entries.Select(each => Path.Combine(target, Path.GetFileName(each))))
        {
            if (File.Exists(taken) || Directory.Exists(taken))
            {
                throw new RunStopException(
                    StopReason.BadUsage, $"{taken} is there already, of a job that was; move it away, or choose another DATA_DIR (--data)");
            }
        }

        foreach (string entry in entries)
        {
            Directory.Move(entry, Path.Combine(target, Path.GetFileName(entry)));
        }

        DurableFile.FlushFolder(target);
    }

    /// <summary>Removes what has not got its name.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Path.GetDirectoryName(folder.Root)!, recursive: true);
        turn.Dispose();
    }

    private async Task CloseAsync()
    {
        if (!isClosed)
        {
            isClosed = true;
            await records.DisposeAsync(); // asks the checkpoint
            await checkpoint.DisposeAsync();
        }
    }
}
