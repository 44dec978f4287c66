using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Watchdog;

/// <summary>
/// Looks at the files of a job again: whether each is there, is as long and has the bytes that the store says, and is what it was verified
/// to be. An item with a bad one is to do again. Nobody else works on the job meanwhile.
/// </summary>
/// <param name="files">Where its files are.</param>
/// <param name="bad">Where bad ones go.</param>
/// <param name="putBack">Has an item done again, given what is wrong.</param>
internal sealed class JobVerifier(string files, string bad, Func<ItemRecord, string, ValueTask> putBack)
{
    /// <param name="done">The items that are done.</param>
    /// <param name="tell">Told of every bad file, one line each.</param>
    /// <param name="stopping">Ends it; what was found bad until then is noted.</param>
    public async Task<VerifyResult> RunAsync(IAsyncEnumerable<ItemRecord> done, Action<string> tell, CancellationToken stopping)
    {
        VerifyResult result = new(Items: 0, Files: 0, Bad: 0);
        await foreach (ItemRecord record in done)
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
                await putBack(record, fault);
            }

            result = new(result.Items + 1, result.Files + record.Files.Count, result.Bad + (fault is null ? 0 : 1));
        }

        return result;
    }

    private async Task<string?> FaultAsync(SavedFile file)
    {
        FileInfo found = new(PathOf(files, file));
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
        string found = PathOf(files, file);
        string aside = PathOf(bad, file);
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
