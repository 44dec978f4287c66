using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Watchdog;

/// <summary>
/// Looks at the files of a job again, under its lock: whether each is there, is as long and has the bytes that the checkpoint says, and is
/// what it was verified to be. An item with a bad one is to do again.
/// </summary>
/// <param name="dataDirectory">DATA_DIR.</param>
/// <param name="job">The job's name.</param>
/// <param name="site">As in the label of a plan's site, for a checkpoint that has lost its own to damage.</param>
/// <param name="time">Dates what is put back.</param>
internal sealed class JobVerifier(string dataDirectory, string job, string site, TimeProvider time)
{
    private readonly JobFolder folder = new(dataDirectory, job);

    /// <param name="tell">Told of every bad file, one line each.</param>
    /// <param name="stopping">Ends it; what was found bad until then is noted.</param>
    /// <exception cref="JobHeldException">A run is at work.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be read or written.</exception>
    public async Task<VerifyResult> RunAsync(Action<string> tell, CancellationToken stopping)
    {
        using JobLock held = JobLock.Acquire(folder.Root, job);
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(folder.Root, job, site, time);
        foreach (string notice in checkpoint.Notices)
        {
            tell(notice);
        }

        VerifyResult result = new(Items: 0, Files: 0, Bad: 0);
        foreach (ItemRecord record in checkpoint.Snapshot().Where(record => record.State == ItemState.Done))
        {
            stopping.ThrowIfCancellationRequested();
            string? fault = null;
            foreach (SavedFile file in record.Files)
            {
                if (await FaultAsync(file) is { } why)
                {
                    fault = $"{file.Path}: {why}";
                    tell($"BAD: {record.Item.Key} | {fault}");
                    SetAside(file);
                }
            }

            if (fault is not null)
            {
                await checkpoint.RecordAsync(
                    new(record.Item)
                        { State = ItemState.Waiting, Outcome = OutcomeNames.BadFile, Error = fault, Updated = time.GetUtcNow() });
            }

            result = new(result.Items + 1, result.Files + record.Files.Count, result.Bad + (fault is null ? 0 : 1));
        }

        return result;
    }

    private async Task<string?> FaultAsync(SavedFile file)
    {
        FileInfo found = new(PathOf(folder.Files, file));
        if (!found.Exists)
        {
            return "it is gone";
        }

        if (found.Length != file.Size)
        {
            return $"it has {Counted.Of(found.Length, "byte")}, and had {file.Size}";
        }

        return await FileVerifier.Sha256Async(found.FullName) != file.Sha256
            ? "its content has changed"
            : await FileVerifier.FaultAsync(found.FullName, file.Kind, announced: null);
    }

    // Left where it is, a bad file that still looks whole would be taken for the item's own by the next run.
    private void SetAside(SavedFile file)
    {
        string found = PathOf(folder.Files, file);
        string aside = PathOf(folder.Bad, file);
        try
        {
            if (File.Exists(found))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
                File.Move(found, aside, overwrite: true);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw DiskTrouble.Stop(refused, aside);
        }
    }

    private static string PathOf(string root, SavedFile file) => Path.Combine([root, .. file.Path.Split('/')]);
}
