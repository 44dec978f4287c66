using BrowserScraper.Checkpoints;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Checkpoints;

/// <summary>The files as they stood, to be left as a crash at some moment would leave them, again and again.</summary>
internal sealed class CrashScene : IDisposable
{
    private readonly TemporaryFolder folder = new(inMemory: true);
    private readonly CheckpointHistory history;
    private readonly byte[] snapshot;
    private readonly byte[] journal;
    private readonly byte[] nextSnapshot;

    private CrashScene(CheckpointHistory history, byte[] snapshot, byte[] journal, byte[] nextSnapshot)
    {
        this.history = history;
        this.snapshot = snapshot;
        this.journal = journal;
        this.nextSnapshot = nextSnapshot;
        Files = new(folder);
    }

    public CheckpointFiles Files { get; }

    /// <summary>Ends the work; what its end makes of the snapshot is what a folding would have written.</summary>
    public static async Task<CrashScene> AfterAsync(CheckpointHistory history)
    {
        JsonCheckpoint checkpoint = await history.SettleAsync();
        byte[] before = File.ReadAllBytes(history.Files.Snapshot);
        byte[] changes = File.ReadAllBytes(history.Files.Journal);
        await checkpoint.DisposeAsync();
        return new(history, before, changes, File.ReadAllBytes(history.Files.Snapshot));
    }

    /// <returns>How many records must be left, and what happened, for messages.</returns>
    public (int Least, string How) Crash(Random random)
    {
        foreach (string file in Directory.GetFiles(folder.Root))
        {
            File.Delete(file);
        }

        switch (random.Next(4))
        {
            case 0: // while a snapshot was written beside the old one
                int written = random.Next(nextSnapshot.Length + 1);
                Put(Files.Snapshot + ".tmp", nextSnapshot[..written]);
                Put(Files.Snapshot, snapshot);
                Put(Files.Journal, journal);
                return (history.LeastAt(journal.Length), $"new snapshot cut at {written}");
            case 1: // after it got its name, before the journal was emptied
                Put(Files.Snapshot, nextSnapshot);
                Put(Files.Journal, journal);
                return (history.LeastAt(journal.Length), "journal not yet emptied");
            default: // while the journal was written
                int cut = random.Next(journal.Length + 1);
                Put(Files.Snapshot, snapshot);
                Put(Files.Journal, journal[..cut]);
                return (history.LeastAt(cut), $"journal cut at {cut}");
        }
    }

    public void Dispose() => folder.Dispose();

    private static void Put(string path, byte[] content) => File.WriteAllBytes(path, content);
}
