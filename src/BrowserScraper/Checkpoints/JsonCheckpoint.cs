using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// A checkpoint in two files of the job's folder: a readable snapshot, and a journal of what has changed since. The caller holds
/// the job's <see cref="JobLock"/> while it is open. Members may be called concurrently.
/// </summary>
internal sealed class JsonCheckpoint : IAsyncDisposable
{
    private static readonly TimeSpan SummaryInterval = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly CheckpointPaths paths;
    private readonly SnapshotHeader header;
    private readonly CompactionRule rule;
    private readonly ItemTable table;
    private readonly AppendLog log;
    private readonly ItemTotals totals;
    private readonly TimeProvider time;
    private long sequence;
    private long summarized;
    private long nextCompaction;
    private bool closed;

    private JsonCheckpoint(CheckpointPaths paths, CheckpointLoader loaded, CompactionRule rule, FileStream journal, TimeProvider time)
    {
        this.paths = paths;
        this.time = time;
        this.rule = rule;
        header = loaded.Header;
        table = loaded.Table;
        sequence = loaded.Sequence;
        nextCompaction = rule.NextWhileRunning(loaded.SnapshotLength);
        Notices = loaded.Notices;

        journal.SetLength(loaded.JournalEnd);
        if (loaded.MustCompact || rule.DueAtOpen(loaded.JournalEnd, loaded.SnapshotLength))
        {
            WriteSnapshot();
            journal.SetLength(0);
        }

        totals = loaded.Totals ?? ItemTotals.Of(table.Copy());
        Summarize();
        log = new AppendLog(journal, cause => Refused(header.Job, paths.Journal, cause), OnWritten);
    }

    /// <summary>Which site the job's items belong to, as given when the checkpoint was first made.</summary>
    public string Site => header.Site;

    /// <summary>What the operator should know about damage found on opening, one line each; usually empty.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>How many items are known.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return table.Count;
            }
        }
    }

    /// <summary>Opens a job's checkpoint, or makes a new one.</summary>
    /// <param name="folder">The job's folder; made where it does not exist.</param>
    /// <param name="job">The job's name, for messages and for who reads the file.</param>
    /// <param name="site">The site of this run; stored only when the checkpoint is made.</param>
    /// <param name="time">Dates a new checkpoint and the names of damaged files.</param>
    /// <exception cref="CheckpointException">The folder cannot be used, or a newer program wrote the checkpoint.</exception>
    public static Task<JsonCheckpoint> OpenAsync(string folder, string job, string site, TimeProvider time) =>
        OpenAsync(folder, job, site, time, new CompactionRule(), AppendLog.OpenFile);

    /// <summary>The last record of an item, or null where the key is unknown. Reads memory only.</summary>
    public ItemRecord? Find(string key)
    {
        byte[]? body;
        lock (gate)
        {
            table.TryGet(key, out body);
        }

        return body is null ? null : ItemFormat.Read(body);
    }

    /// <summary>All records at this moment, in the order in which the items became known.</summary>
    public IReadOnlyList<ItemRecord> Snapshot()
    {
        lock (gate)
        {
            return new PackedRecords(table.Copy());
        }
    }

    /// <summary>
    /// Notes a record. It can be found at once; the returned task completes when it has reached the disk, and fails with
    /// <see cref="CheckpointException"/> when the disk refuses it.
    /// </summary>
    public Task RecordAsync(ItemRecord record) =>
        TryPut(record, confirmed: true, condition: null, out Task written) ? written : Task.CompletedTask;

    /// <summary>
    /// Notes a record without waiting for the disk: what it says may be lost in a crash, and the item is then to do again.
    /// </summary>
    public void Note(ItemRecord record) => TryPut(record, confirmed: false, condition: null, out _);

    /// <summary>
    /// Notes a record only where the last one of its key is as it has to be; both in one step, so that nobody's record between them is
    /// lost.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="condition">Gets the last one, or null where the key is unknown; must not use the checkpoint.</param>
    /// <returns>False where it was not noted.</returns>
    public bool NoteIf(ItemRecord record, Func<ItemRecord?, bool> condition) => TryPut(record, confirmed: false, condition, out _);

    /// <summary>Completes when everything noted so far has reached the disk.</summary>
    public Task FlushAsync() => log.FlushAsync();

    /// <summary>Folds the journal into the snapshot and closes the files. Not concurrent with other members; twice is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            closed = true;
        }

        Exception? fault = await log.DrainAsync();
        await Task.Run(() => CompactAtEnd(fault));
        await log.DisposeAsync();
    }

    internal static Task<JsonCheckpoint> OpenAsync(
        string folder, string job, string site, TimeProvider time, CompactionRule rule, Func<string, FileStream> openJournal)
    {
        CheckpointPaths inFolder = new(folder);
        SnapshotHeader fresh = new(SnapshotHeader.CurrentFormat, job, site, time.GetUtcNow(), Sequence: 0, Count: 0);
        return Task.Run(() => Open(inFolder, new CheckpointLoader(inFolder, fresh, time.GetLocalNow()), rule, openJournal, time));
    }

    private static JsonCheckpoint Open(
        CheckpointPaths paths, CheckpointLoader loader, CompactionRule rule, Func<string, FileStream> openJournal, TimeProvider time)
    {
        FileStream? journal = null;
        try
        {
            Directory.CreateDirectory(paths.Folder);
            loader.Load();
            journal = openJournal(paths.Journal);
            return new JsonCheckpoint(paths, loader, rule, journal, time);
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            journal?.Dispose();
            throw cause as CheckpointException ?? Refused(loader.Header.Job, paths.Folder, cause);
        }
    }

    private static CheckpointException Refused(string job, string path, Exception cause) =>
        new(StorageFault.Describe(job, path, cause), cause);

    private bool TryPut(ItemRecord record, bool confirmed, Func<ItemRecord?, bool>? condition, out Task written)
    {
        written = Task.CompletedTask;

        // Outside the gate: callers pack in parallel, and what cannot be packed has changed nothing.
        byte[] body = ItemFormat.Write(record);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            byte[]? last = table.TryGet(record.Item.Key, out byte[]? known) ? known : null;
            if (condition is not null && !condition(last is null ? null : ItemFormat.Read(last)))
            {
                return false;
            }

            body = last is null ? body : FurtherMembers.Carry(last, body);

            // Number, memory and place in the queue are given out in one step, so memory and journal agree on who was last.
            byte[] line = JournalLine.Write(++sequence, body);
            table.Set(record.Item.Key, body);
            totals.Change(last, body);
            if (confirmed)
            {
                written = log.AppendAsync(line);
            }
            else
            {
                log.Post(line);
            }

            return true;
        }
    }

    private void OnWritten(AppendLog written)
    {
        CompactWhenDue(written);
        if (time.GetElapsedTime(summarized) >= SummaryInterval)
        {
            Summarize();
        }
    }

    private void Summarize()
    {
        summarized = time.GetTimestamp();
        StoredSummary stands;
        lock (gate)
        {
            stands = StoredSummary.Of(header.Site, totals);
        }

        stands.Save(paths);
    }

    private void CompactWhenDue(AppendLog written)
    {
        if (written.Length <= nextCompaction)
        {
            return;
        }

        try
        {
            nextCompaction = rule.NextWhileRunning(WriteSnapshot());
            written.Clear();
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // The journal holds everything; trying again with every batch would only slow the run down.
            nextCompaction = written.Length * 2;
        }
    }

    private void CompactAtEnd(Exception? fault)
    {
        if (fault is null && log.Length == 0)
        {
            return;
        }

        try
        {
            WriteSnapshot();
            log.Clear();
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // What is in the journal is safe there, and what is not makes closing the log fail.
        }

        Summarize();
    }

    private long WriteSnapshot()
    {
        byte[][] bodies;
        SnapshotHeader current;
        lock (gate)
        {
            bodies = table.Copy();
            current = header with { Sequence = sequence, Count = bodies.Length };
        }

        // It may run ahead of the journal: lines that are still queued will be written with numbers that it covers.
        DurableFile.Replace(paths.Snapshot, stream => SnapshotFile.Write(stream, current, bodies));
        return new FileInfo(paths.Snapshot).Length;
    }
}
