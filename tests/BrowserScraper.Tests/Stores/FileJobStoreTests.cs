using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Stores;

public sealed class FileJobStoreTests : JobStoreContract, IDisposable
{
    /// <summary>What says "done" is copied before what it says that of: a copy takes a moment, and a crash takes none.</summary>
    private static readonly string[] First = ["checkpoint.journal.jsonl", "checkpoint.json", "records.jsonl"];

    private readonly List<TemporaryFolder> folders = [new(inMemory: true)];
    private FileJobStore store;

    public FileJobStoreTests() => store = new(folders[^1].Root, Clock);

    protected override IJobStore Store => store;

    public void Dispose() => folders.ForEach(folder => folder.Dispose());

    protected override Task CutAsync()
    {
        TemporaryFolder left = new(inMemory: true);
        string from = folders[^1]["the-job"];
        void Take(IEnumerable<string> paths)
        {
            foreach (string path in paths)
            {
                Copy(path, left[Path.Combine("the-job", Path.GetRelativePath(from, path))]);
            }
        }

        Take(First.Select(name => Path.Combine(from, name)));
        Take(Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(path => !IsTaken(path)));
        folders.Add(left);
        store = new(left.Root, Clock);
        return Task.CompletedTask;
    }

    /// <summary>It is copied already, or it is the lock, which is the process's.</summary>
    private static bool IsTaken(string path) =>
        First.Contains(Path.GetFileName(path)) || Path.GetFileName(path).StartsWith("job.", StringComparison.Ordinal);

    private static void Copy(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using FileStream copy = File.Create(target);
            source.CopyTo(copy);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // It was put in place, or swept, just then.
        }
    }
}
