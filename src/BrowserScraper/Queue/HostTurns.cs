using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// Entries whose host may not be asked yet wait in a line of their host, high priority first and else in order. One at a time comes out of
/// each line, when its host may be asked. Not concurrent; its owner sees to that.
/// </summary>
internal sealed class HostTurns(HostPace pace)
{
    private readonly Dictionary<string, Line> lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly PriorityQueue<Line, DateTimeOffset> due = new();
    private long number;

    /// <summary>Entries that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>When the next one may come out; null where none waits to.</summary>
    public DateTimeOffset? Next => due.TryPeek(out _, out DateTimeOffset next) ? next : null;

    /// <inheritdoc cref="HostPace.Learn"/>
    public void Learn(bool learns) => pace.Learn(learns);

    /// <summary>An entry is no longer in work.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="verdict">Null where it was given back untouched.</param>
    /// <param name="now">The time.</param>
    public void Ended(QueueEntry entry, Verdict? verdict, DateTimeOffset now)
    {
        if (verdict is { HoldHost: true, Due: { } until })
        {
            pace.Refused(entry.Host, now, until, verdict.MayBeOfItem);
        }
        else if (verdict is { TriedAgainNow: false })
        {
            pace.Answered(entry.Host);
        }
    }

    /// <summary>Asks to start an entry now.</summary>
    /// <returns>False where it waits.</returns>
    public bool TryStart(QueueEntry entry, DateTimeOffset now)
    {
        bool starts = pace.TryStart(entry.Host, now) is null;
        if (!starts)
        {
            Line line = lines.TryGetValue(entry.Host, out Line? known) ? known : lines[entry.Host] = new(entry.Host);
            // who was called keeps its place
            long place = line.Out is { } called && called.Key == entry.Item.Key ? called.Number : number++;
            line.Waiting.Enqueue((entry, place), (-(int)entry.Item.Priority, place));
            Waiting++;
        }

        Met(entry, now);
        return starts;
    }

    /// <summary>An entry has come to its turn, or has lost it: the next one of its host may follow.</summary>
    public void Met(QueueEntry entry, DateTimeOffset now)
    {
        if (lines.Count > 0 && lines.TryGetValue(entry.Host, out Line? line))
        {
            line.Out = line.Out?.Key == entry.Item.Key ? null : line.Out;
            Call(line, now);
        }
    }

    /// <summary>Takes out those whose turn it is.</summary>
    public IEnumerable<QueueEntry> TakeDue(DateTimeOffset now)
    {
        while (due.TryPeek(out Line? line, out DateTimeOffset at) && at <= now)
        {
            due.Dequeue();
            line.IsCalled = false;
            if (pace.NextOf(line.Host, now) > now)
            {
                Call(line, now); // it has to rest longer by now
                continue;
            }

            (QueueEntry entry, long place) = line.Waiting.Dequeue();
            Waiting--;
            line.Out = (entry.Item.Key, place);
            if (line.Waiting.Count == 0)
            {
                lines.Remove(line.Host);
            }

            yield return entry;
        }
    }

    private void Call(Line line, DateTimeOffset now)
    {
        if (line is { IsCalled: false, Out: null, Waiting.Count: > 0 })
        {
            line.IsCalled = true;
            due.Enqueue(line, pace.NextOf(line.Host, now));
        }
    }

    private sealed class Line(string host)
    {
        public string Host => host;

        public PriorityQueue<(QueueEntry Entry, long Number), (int, long)> Waiting { get; } = new();

        /// <summary>Its first entry comes out when the host may be asked.</summary>
        public bool IsCalled { get; set; }

        /// <summary>The entry that has come out and not started yet.</summary>
        public (string Key, long Number)? Out { get; set; }
    }
}
