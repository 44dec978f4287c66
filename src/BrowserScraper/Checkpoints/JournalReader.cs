using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// Replays a journal over a snapshot. Each line is the whole record of one item, so a line that is intact may be used whatever
/// happened to those before it: at worst an item keeps an older state, and is then to do again.
/// </summary>
internal sealed class JournalReader
{
    private readonly ItemTable table;
    private readonly long covered;
    private long previous;

    public JournalReader(ItemTable table, long covered)
    {
        this.table = table;
        this.covered = covered;
        Sequence = covered;
    }

    /// <summary>The last number that is taken: by the snapshot or by a line.</summary>
    public long Sequence { get; private set; }

    /// <summary>Lines that brought something new.</summary>
    public int Used { get; private set; }

    /// <summary>Where the last whole line ends; what follows is the torn end of a write that nobody was told of.</summary>
    public long End { get; private set; }

    public bool Damaged { get; private set; }

    public void Read(Stream source)
    {
        LineReader lines = new(source);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            bool intact = CheckedLine.TryOpen(line, out ReadOnlySpan<byte> rest);
            if (lines.Terminated)
            {
                End = lines.Position;
                Damaged |= !intact || !Take(rest);
            }

            if (!intact)
            {
                Salvage(line);
            }
        }
    }

    // A torn line holds nothing intact: what is found in one had its line feed overwritten.
    private void Salvage(ReadOnlySpan<byte> line)
    {
        while (CheckedLine.TrySalvage(ref line, out ReadOnlySpan<byte> rest))
        {
            Damaged = true;
            Take(rest);
        }
    }

    private bool Take(ReadOnlySpan<byte> rest)
    {
        if (!JournalLine.TryRead(rest, out long number, out ReadOnlySpan<byte> body))
        {
            return false;
        }

        bool first = previous == 0;
        bool follows = first ? number <= covered + 1 : number == previous + 1;
        if (!first && number <= previous)
        {
            return false;
        }

        previous = number;
        if (number <= covered)
        {
            return follows;
        }

        if (!ItemFormat.TryReadKey(body, out string? key))
        {
            return false;
        }

        table.Set(key, body.ToArray());
        Sequence = number;
        Used++;
        return follows;
    }
}
