using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>Reads what a job left on the disk, repairs nothing, and says what has to be done before work goes on.</summary>
internal sealed class CheckpointLoader(CheckpointPaths paths, SnapshotHeader fresh, DateTimeOffset now)
{
    private SnapshotHeader? stored;

    public ItemTable Table { get; } = new();

    public SnapshotHeader Header => stored ?? fresh;

    public long Sequence { get; private set; }

    public long SnapshotLength { get; private set; }

    /// <summary>How much of the journal stays.</summary>
    public long JournalEnd { get; private set; }

    /// <summary>The snapshot must be written anew before anything is added to the journal.</summary>
    public bool MustCompact { get; private set; }

    /// <summary>What was kept of the items, where it holds; else null, and they have to be counted.</summary>
    public ItemTotals? Totals { get; private set; }

    public List<string> Notices { get; } = [];

    private string Kept => Counted.Of(Table.Count, "item");

    public void Load()
    {
        bool hasJournal = File.Exists(paths.Journal) && new FileInfo(paths.Journal).Length > 0;
        if (File.Exists(paths.Snapshot))
        {
            LoadSnapshot();
        }
        else
        {
            MustCompact = true;
        }

        if (hasJournal)
        {
            LoadJournal(missingSnapshot: !File.Exists(paths.Snapshot));
        }

        Totals = !MustCompact && StoredSummary.Read(paths) is { } kept && kept.Holds(paths) ? ItemTotals.Of(kept) : null;
        File.Delete(DurableFile.TemporaryOf(paths.Snapshot)); // last: of what is refused nothing is changed
    }

    private void LoadSnapshot()
    {
        SnapshotReader reader = new(Table);
        using FileStream file = Open(paths.Snapshot);
        SnapshotLength = file.Length;
        bool whole = reader.Read(file);
        paths.Refuse(reader.Header, fresh.Job);

        stored = reader.Header;
        Sequence = reader.Sequence;
        if (!whole)
        {
            string kept = reader.Expected is { } expected ? $"{Table.Count} of {Counted.Of(expected, "item")}" : Kept;
            string site = reader.Header is null ? $"; its site is lost and taken to be {fresh.Site}" : "";
            SetAside(paths.Snapshot, $"{kept} kept{site}");
        }
    }

    private void LoadJournal(bool missingSnapshot)
    {
        JournalReader reader = new(Table, Sequence);
        using FileStream file = Open(paths.Journal);
        reader.Read(file);
        Sequence = reader.Sequence;

        // Nothing new in it: the crash came between the snapshot's rename and the emptying of the journal.
        JournalEnd = reader.Used == 0 ? 0 : reader.End;
        if (missingSnapshot)
        {
            Notices.Add($"{fresh.Job}: {paths.Snapshot} is missing; {Kept} kept from {paths.Journal}");
        }
        else if (reader.Damaged)
        {
            SetAside(paths.Journal, $"{Counted.Of(reader.Used, "record")} of it used, {Kept} kept");
        }
    }

    private void SetAside(string path, string kept)
    {
        string name = DurableFile.SetAside(path, now);
        Notices.Add($"{fresh.Job}: {path} was damaged; {kept}; the damaged file is {name}; what was lost is found again");
        MustCompact = true;
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
