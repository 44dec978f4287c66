using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>
/// Which lines of a records file stay: the last one of each done item. Lines of items that are not done, or that the checkpoint does not
/// know, are put aside in <c>records.dropped.jsonl</c>, where they can be had again. Keeps keys and places in memory, never records.
/// </summary>
internal sealed class RecordsScan
{
    private readonly string path;
    private readonly Dictionary<string, long> places = [];
    private readonly Dictionary<string, long> dropped = [];
    private readonly List<string> notices = [];
    private int unreadable;
    private bool surplus;

    private RecordsScan(string path) => this.path = path;

    public IReadOnlyCollection<string> Keys => places.Keys;

    public IReadOnlyList<string> Notices => notices;

    public static RecordsScan Of(string path, Func<string, bool> isDone)
    {
        RecordsScan scan = new(path);
        if (File.Exists(path))
        {
            scan.Read(isDone);
        }

        return scan;
    }

    /// <summary>A torn end is what a crash leaves; an unreadable line elsewhere is kept for a person to look at.</summary>
    public void SetAsideIfDamaged(DateTimeOffset now)
    {
        if (unreadable > 0)
        {
            string name = DurableFile.SetAside(path, now);
            notices.Add(
                $"records: {path} was damaged; {unreadable} lines were unreadable, {places.Count} kept; "
                + $"the damaged file is {name}");
        }
    }

    public static string DroppedOf(string path) => Path.ChangeExtension(path, ".dropped.jsonl");

    /// <summary>Drops what does not stay, if there is any such thing; what nothing else holds is put aside before.</summary>
    public void Rewrite()
    {
        if (dropped.Count > 0)
        {
            PutAside();
            notices.Add($"records: {dropped.Count} of {Counted.Of(dropped.Count + places.Count, "line")} of {path} "
                + $"{(dropped.Count == 1 ? "is of an item that is not done, and is" : "are of items that are not done, and are")} in "
                    + $"{DroppedOf(path)} now");
        }

        if (surplus)
        {
            DurableFile.Replace(path, CopyTo);
            surplus = false;
        }
    }

    // Added, and not written anew: it may be long. A crash in between puts them aside twice.
    private void PutAside()
    {
        using FileStream target = new(DroppedOf(path), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Copy(target, dropped);
        target.Flush(flushToDisk: true);
    }

    private void Refuse(ReadOnlySpan<byte> line)
    {
        if (RecordLine.OtherFormatOf(line) is { } other)
        {
            throw new RecordsFormatException(StoredJson.Refusal(path, other, RecordLine.CurrentFormat));
        }
    }

    private void Read(Func<string, bool> isDone)
    {
        using FileStream file = Open();
        LineReader lines = new(file);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            string? key = lines.Terminated ? RecordLine.KeyOf(line) : null;
            if (lines.LineStart == 0)
            {
                Refuse(line);
            }

            if (key is not null && isDone(key))
            {
                surplus |= places.ContainsKey(key);
                places[key] = lines.LineStart;
            }
            else
            {
                surplus = true;
                if (key is not null)
                {
                    dropped[key] = lines.LineStart;
                }

                unreadable += lines.Terminated && key is null ? 1 : 0;
            }
        }
    }

    private void CopyTo(Stream target) => Copy(target, places);

    private void Copy(Stream target, Dictionary<string, long> chosen)
    {
        using FileStream source = Open();
        BufferedStream buffered = new(target, 1 << 20);
        LineReader lines = new(source);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            string? key = lines.Terminated ? RecordLine.KeyOf(line) : null;
            if (key is not null && chosen.TryGetValue(key, out long place) && place == lines.LineStart)
            {
                buffered.Write(line);
                buffered.WriteByte((byte)'\n');
            }
        }

        buffered.Flush();
    }

    private FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
}
