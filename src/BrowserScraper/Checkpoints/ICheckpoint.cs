using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>The durable record of what a job knows and has done. All members may be called concurrently.</summary>
public interface ICheckpoint : IAsyncDisposable
{
    /// <summary>Which site the job's items belong to, as given when the checkpoint was first made.</summary>
    string Site { get; }

    /// <summary>How many items are known.</summary>
    int Count { get; }

    /// <summary>The last record of an item, or null where the key is unknown. Reads memory only.</summary>
    ItemRecord? Find(string key);

    /// <summary>All records at this moment, in the order in which the items became known.</summary>
    IReadOnlyList<ItemRecord> Snapshot();

    /// <summary>
    /// Notes a record. It can be found at once; the returned task completes when it has reached the disk, and fails with
    /// <see cref="CheckpointException"/> when the disk refuses it.
    /// </summary>
    Task RecordAsync(ItemRecord record);

    /// <summary>
    /// Notes a record without waiting for the disk: what it says may be lost in a crash, and the item is then to do again.
    /// </summary>
    void Note(ItemRecord record);

    /// <summary>
    /// Notes a record only where the last one of its key is as it has to be; both in one step, so that nobody's record between them is
    /// lost.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="condition">Gets the last one, or null where the key is unknown; must not use the checkpoint.</param>
    /// <returns>False where it was not noted.</returns>
    bool NoteIf(ItemRecord record, Func<ItemRecord?, bool> condition);

    /// <summary>Completes when everything noted so far has reached the disk.</summary>
    Task FlushAsync();
}
