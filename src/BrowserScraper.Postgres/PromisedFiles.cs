using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>
/// Files that a completion is about to promise. They leave the attempt's folder first, and are on the disk: the attempt's end, and its
/// machine's, must not take away what a row may name already, as nobody knows of a commit whose answer was lost.
/// </summary>
internal sealed class PromisedFiles(string root, long machine)
{
    private const string Folder = "promised";
    private const string Staging = "staging";

    /// <summary>The completion with its files where they stay until they are placed.</summary>
    /// <exception cref="RunStopException">The disk refuses it.</exception>
    public ItemCompletion Keep(ItemCompletion completion)
    {
        if (completion.State != ItemState.Done || completion.Staged.Count == 0)
        {
            return completion;
        }

        string folder = Path.Combine(root, Folder, $"{machine}-{Guid.NewGuid():n}");
        try
        {
            Directory.CreateDirectory(folder);
            Dictionary<string, string> kept = new(StringComparer.Ordinal);
            foreach ((string path, string staged) in completion.Staged)
            {
                using (FileStream file = new(staged, FileMode.Open, FileAccess.ReadWrite))
                {
                    file.Flush(flushToDisk: true);
                }

                kept[path] = Path.Combine(folder, $"{kept.Count}");
                File.Move(staged, kept[path]);
            }

            return completion with { Staged = kept };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(StopReason.MachineLacks, $"{folder}: {refused.Message}; see to the disk, then run again", refused);
        }
    }

    /// <summary>It was not promised after all, or it is in place.</summary>
    public static void Drop(ItemCompletion kept)
    {
        foreach (string folder in kept.Staged.Values.Select(path => Path.GetDirectoryName(path)!).Distinct())
        {
            TryDelete(folder);
        }
    }

    /// <summary>Removes what machines have left that are gone, and that no row names.</summary>
    public static async Task SweepAsync(Database database, long job, string root)
    {
        string[] folders = [.. FoldersIn(root, Folder), .. FoldersIn(root, Staging)]; // first: what comes after this is nobody's rest
        if (folders.Length == 0)
        {
            return;
        }

        HashSet<string> alive =
        [
            .. await database.AllAsync(
                row => $"{row.GetInt64(0)}",
                "select id from machines where job = $1 and gone is null and beat > now() - interval '1 hour'", job),
        ];
        List<string> promised = await database.AllAsync(
            row => row.GetString(0), "select promised::text from items where job = $1 and promised is not null", job);
        HashSet<string> named =
        [
            .. promised.SelectMany(text => JsonSerializer.Deserialize<Dictionary<string, string>>(text, Database.Json)!.Values)
                .Select(path => Path.GetDirectoryName(Path.GetFullPath(Path.Combine(root, path)))!),
        ];
        foreach (string folder in folders)
        {
            if (!named.Contains(folder) && !alive.Contains(Path.GetFileName(folder).Split('-')[0]))
            {
                TryDelete(folder);
            }
        }
    }

    /// <summary>Where a machine's attempts put their files, until they are promised.</summary>
    public static string StagingOf(string root, long machine) => Path.Combine(root, Staging, $"{machine}");

    private static string[] FoldersIn(string root, string name) =>
        Directory.Exists(Path.Combine(root, name)) ? Directory.GetDirectories(Path.Combine(root, name)) : [];

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The next sweep tries again.
        }
    }
}
