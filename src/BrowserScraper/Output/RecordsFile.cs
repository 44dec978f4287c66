using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>
/// What was read, one line per done item: <c>{"key":"..", ...}</c>. A record is written before the checkpoint says "done", so a
/// crash can leave records of items that are not done and records twice; opening and closing put that right. Nothing is lost by that: lines
/// of items that are not done go to <c>records.dropped.jsonl</c>, which nobody reads but people.
/// </summary>
internal sealed class RecordsFile : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly Func<string, bool> isDone;
    private readonly HashSet<string> keys;
    private readonly HashSet<string> added = [];
    private readonly AppendLog log;
    private bool repeated;
    private bool closed;

    private RecordsFile(string path, Func<string, bool> isDone, RecordsScan scan, AppendLog log)
    {
        this.path = path;
        this.isDone = isDone;
        this.log = log;
        keys = [.. scan.Keys];
        Notices = [.. scan.Notices];
    }

    /// <summary>What the operator should know about damage found on opening, one line each; usually empty.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Opens or makes the file. Whether an item is done is asked until the file is closed.</summary>
    /// <exception cref="IOException">The file cannot be used; the message is one line for the operator.</exception>
    public static Task<RecordsFile> OpenAsync(string path, Func<string, bool> isDone, TimeProvider time) =>
        OpenAsync(path, isDone, time, AppendLog.OpenFile);

    /// <summary>Whether the item has a line.</summary>
    public bool Contains(string key)
    {
        lock (gate)
        {
            return keys.Contains(key);
        }
    }

    /// <summary>Adds an item's record; completes when it is on the disk. A later record of an item replaces the earlier one.</summary>
    public Task AppendAsync(string key, JsonElement record)
    {
        byte[] line = RecordLine.Write(key, record);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            repeated |= !keys.Add(key);
            added.Add(key);
            return log.AppendAsync(line);
        }
    }

    /// <summary>Closes the file with exactly one line per done item. Twice is harmless.</summary>
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

        await log.DisposeAsync();
        if (repeated || added.Any(key => !isDone(key)))
        {
            await Task.Run(() => Guarded(path, () => RecordsScan.Of(path, isDone).Rewrite()));
        }
    }

    internal static Task<RecordsFile> OpenAsync(
        string path, Func<string, bool> isDone, TimeProvider time, Func<string, FileStream> open) =>
        Task.Run(() => Guarded(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            RecordsScan scan = RecordsScan.Of(path, isDone);
            File.Delete(DurableFile.TemporaryOf(path));
            scan.SetAsideIfDamaged(time.GetLocalNow());
            scan.Rewrite();
            return new RecordsFile(path, isDone, scan, new AppendLog(open(path), cause => Refused(path, cause)));
        }));

    private static IOException Refused(string path, Exception cause) =>
        new(StorageFault.Describe("records", path, cause), cause);

    private static void Guarded(string path, Action action) => Guarded<object?>(path, () =>
    {
        action();
        return null;
    });

    private static T Guarded<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            throw cause as RecordsFormatException ?? Refused(path, cause);
        }
    }
}
