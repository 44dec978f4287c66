using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>Which lines of a records file stay: the last one of each done item. Keeps keys and places in memory, never records.</summary>
internal sealed class RecordsScan
{
    private readonly string path;
    private readonly Dictionary<string, long> places = [];
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
            notices.Add($"records: {path} was damaged; {unreadable} lines were unreadable, {places.Count} kept; the damaged file is {name}");
        }
    }

    /// <summary>Drops what does not stay, if there is any such thing.</summary>
    public void Rewrite()
    {
        if (surplus)
        {
            DurableFile.Replace(path, CopyTo);
            surplus = false;
        }
    }

    private void Read(Func<string, bool> isDone)
    {
        using FileStream file = Open();
        LineReader lines = new(file);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            string? key = lines.Terminated ? RecordLine.KeyOf(line) : null;
            if (key is not null && isDone(key))
            {
                surplus |= places.ContainsKey(key);
                places[key] = lines.LineStart;
            }
            else
            {
                surplus = true;
                unreadable += lines.Terminated && key is null ? 1 : 0;
            }
        }
    }

    private void CopyTo(Stream target)
    {
        using FileStream source = Open();
        BufferedStream buffered = new(target, 1 << 20);
        LineReader lines = new(source);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            string? key = lines.Terminated ? RecordLine.KeyOf(line) : null;
            if (key is not null && places.TryGetValue(key, out long place) && place == lines.LineStart)
            {
                buffered.Write(line);
                buffered.WriteByte((byte)'\n');
            }
        }

        buffered.Flush();
    }

    private FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
}
