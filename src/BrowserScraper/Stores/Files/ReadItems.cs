using BrowserScraper.Checkpoints;
using BrowserScraper.Items;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// A job's items, as its folder tells. Those that were read last are kept for as long as they hold. Members may be called concurrently.
/// </summary>
internal sealed class ReadItems
{
    private readonly Lock gate = new();
    private (string Stamp, IReadOnlyList<ItemRecord> Items)? read;

    /// <summary>In the order in which they became known; of a job at work they may be a moment older.</summary>
    /// <exception cref="CheckpointException">The checkpoint cannot be read.</exception>
    public IReadOnlyList<ItemRecord> Of(string folder)
    {
        lock (gate)
        {
            string stamp = StampOf(folder);
            if (read is not { } known || known.Stamp != stamp)
            {
                known = (stamp, JobList.ItemsOf(folder));
                if (SnapshotOf(StampOf(folder)) != SnapshotOf(stamp))
                {
                    // it was folded just then: what stood in the journal is in the new snapshot
                    known = (StampOf(folder), JobList.ItemsOf(folder));
                }

                read = known;
            }

            return known.Items;
        }
    }

    private static string StampOf(string folder) => string.Join('|', new[] { folder }.Concat(
        new[] { new CheckpointPaths(folder).Snapshot, new CheckpointPaths(folder).Journal }.Select(path => new FileInfo(path))
            .Select(file => file.Exists ? $"{file.Length}-{file.LastWriteTimeUtc.Ticks}" : "")));

    private static string SnapshotOf(string stamp) => stamp[..stamp.LastIndexOf('|')];
}
