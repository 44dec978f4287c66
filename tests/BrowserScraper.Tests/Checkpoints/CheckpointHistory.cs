using BrowserScraper.Checkpoints;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Checkpoints;

/// <summary>A checkpoint at work, with what was recorded, and how much of it was confirmed at which length of the journal.</summary>
internal sealed class CheckpointHistory(CheckpointFiles files)
{
    private const int FewKeys = 5;

    // So small that the journal is folded every few records while the checkpoint is open.
    private static readonly CompactionRule Eager = new(AtOpen: 400, WhileRunning: 600);

    private readonly List<string> keys = [];
    private readonly List<(int Count, long JournalLength)> confirmed = [(0, 0)];
    private JsonCheckpoint? open;

    public CheckpointFiles Files => files;

    public async Task DoAsync(byte operation)
    {
        JsonCheckpoint checkpoint = await OpenAsync();
        switch (operation % 8)
        {
            case 7:
                await checkpoint.DisposeAsync();
                open = null;
                await OpenAsync();
                break;
            case 6:
                await checkpoint.FlushAsync();
                break;
            case >= 3:
                checkpoint.Note(Next(operation));
                return;
            default:
                await checkpoint.RecordAsync(Next(operation));
                break;
        }

        await ConfirmAsync();
    }

    /// <summary>What a crash must not lose: everything, but what was confirmed at a greater length of the journal than is left.</summary>
    public int LeastAt(long journalLength) => confirmed.Last(mark => mark.JournalLength <= journalLength).Count;

    /// <summary>Key and number of each item after so many records.</summary>
    public IEnumerable<(string Key, int Number)> After(int count) =>
        keys.Take(count).Distinct().ToArray().Select(key => (key, 1 + keys.FindLastIndex(count - 1, entry => entry == key)));

    /// <summary>Flushes, so that the files hold all of it.</summary>
    public async Task<JsonCheckpoint> SettleAsync()
    {
        JsonCheckpoint checkpoint = await OpenAsync();
        await ConfirmAsync();
        return checkpoint;
    }

    private async Task ConfirmAsync()
    {
        // The second flush waits for the folding that the first one's batch may have set off.
        await open!.FlushAsync();
        await open.FlushAsync();
        long length = new FileInfo(files.Journal).Length;
        if (length < confirmed[^1].JournalLength || length == 0)
        {
            // Folded: the snapshot holds what was confirmed before, and may lack what came while it was written; that is in the journal.
            int folded = Folded();
            Assert.InRange(folded, confirmed[^1].Count, keys.Count);
            confirmed.Clear();
            confirmed.Add((folded, 0));
        }

        confirmed.Add((keys.Count, length));
    }

    private int Folded()
    {
        SnapshotReader snapshot = new(new ItemTable());
        using FileStream file = File.OpenRead(files.Snapshot);
        snapshot.Read(file);
        return (int)snapshot.Sequence;
    }

    private ItemRecord Next(byte operation)
    {
        keys.Add($"key-{operation / 8 % FewKeys}");
        return new(new WorkItem(keys[^1])) { Attempts = keys.Count };
    }

    private async Task<JsonCheckpoint> OpenAsync() => open ??= await files.OpenAsync(Eager);
}
