using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Server.Status;

/// <summary>The newest events of all jobs. Members may be called concurrently.</summary>
internal sealed class EventRing
{
    private const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<EventEntry> entries = new(Capacity);
    private readonly EventNumbers numbers;
    private readonly TimeProvider time;
    private bool isChanged = true;

    public EventRing(EventNumbers numbers, TimeProvider time)
    {
        (this.numbers, this.time) = (numbers, time);
        Oldest = numbers.Current;
    }

    /// <summary>That of the newest change.</summary>
    public long Sequence => numbers.Current;

    /// <summary>What happened up to this one is not held any more.</summary>
    public long Oldest { get; private set; }

    /// <summary>Takes an event of a run.</summary>
    public void Read(string job, RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.ItemEnded
                { State: ItemState.Done } item: Tell(
                    job, EventKind.Done, item.Key, item.Files.Count == 0
                    ? "done" : string.Join(", ", item.Files.Select(file => file.Path))); break;
            case RunEvent.ItemEnded { State: ItemState.Skipped } item: Tell(job, EventKind.Skipped, item.Key, item.Reason); break;
            case RunEvent.ItemEnded
                { State: ItemState.Failed } item: Tell(job, EventKind.Failed, item.Key, $"{item.Outcome}: {item.Reason}"); break;
            case RunEvent.ItemEnded item: Tell(job, EventKind.Retry, item.Key, $"attempt {item.Attempt}, {item.Outcome}: {item.Reason}");
            break;
            case RunEvent.Notice notice: Tell(job, EventKind.Notice, null, notice.Text); break;
            case RunEvent.Fault fault: Tell(job, EventKind.Notice, null, fault.Line); break;
            case RunEvent.Recovery step: Tell(job, EventKind.Notice, null, $"RECOVERY: {step.Step} ({step.Why})"); break;
            case RunEvent.GroupSkipped group: Tell(job, EventKind.Notice, null, $"{group.Group} is skipped: {group.Error}"); break;
            case RunEvent.Steered { Line: { } change }: Tell(job, EventKind.Notice, null, change); break;
            case RunEvent.Paced pace: Tell(
                job, EventKind.Notice, null,
                $"PACE: {pace.Host} | {(pace.PerSecond is { } rate ? $"{rate:0.00} items/s" : "as fast as pages go")} | {pace.Why}"); break;
            case RunEvent.DiscoveryEnded
                { Failure: { } doubt, WasReadToItsEnd: true }: Tell(job, EventKind.Notice, null, $"discovery is incomplete: {doubt}");
                break;
            case RunEvent.HostAway away: Tell(job, EventKind.Notice, null, away.Line); break;
            case RunEvent.HostBack back: Tell(job, EventKind.Notice, null, back.Line); break;
            case RunEvent.HostLeft left: Tell(job, EventKind.Notice, null, left.Line); break;
            case RunEvent.DiscoveryEnded { Failure: { } failure }: Tell(job, EventKind.Notice, null, $"discovery broke off: {failure}");
            break;
            case RunEvent.DiscoveryEnded { WasElsewhere: true }: Changed(); break;
            case RunEvent.DiscoveryEnded end: Tell(job, EventKind.Job, null, $"discovery has found {Counted.Of(end.Found, "item")}"); break;
            case RunEvent.RunStarted start: Tell(job, EventKind.Job, null, $"run {start.Run} started"); break;
            case RunEvent.Stopping stop: Tell(job, EventKind.Job, null, stop.Message); break;
            default: Changed(); break;
        }
    }

    public void Tell(string job, EventKind kind, string? item, string text)
    {
        lock (gate)
        {
            if (entries.Count == Capacity)
            {
                Oldest = entries.Dequeue().Sequence;
            }

            entries.Enqueue(new(numbers.Next(), time.GetUtcNow(), job, kind, item, text));
        }

        Changed();
    }

    /// <summary>Something changed that is no event of its own.</summary>
    public void Changed() => Volatile.Write(ref isChanged, true);

    /// <summary>Whether something has changed since this was last asked; if so, the number grows.</summary>
    public bool TakeChange()
    {
        bool wasChanged = Interlocked.Exchange(ref isChanged, false);
        if (wasChanged)
        {
            numbers.Next();
        }

        return wasChanged;
    }

    /// <summary>The newest, oldest first.</summary>
    public IReadOnlyList<EventEntry> Recent(int most)
    {
        lock (gate)
        {
            return [.. entries.Skip(entries.Count - most)];
        }
    }

    /// <summary>
    /// What happened after one of them, and whether something of that is not held any more. After one that was never given out, that is
    /// everything.
    /// </summary>
    public (bool Missed, IReadOnlyList<EventEntry> Events) Since(long seen)
    {
        lock (gate)
        {
            bool isUnknown = seen > Sequence;
            return (seen < Oldest || isUnknown, [.. entries.SkipWhile(entry => !isUnknown && entry.Sequence <= seen)]);
        }
    }
}
