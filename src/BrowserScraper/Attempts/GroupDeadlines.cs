using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Queue;

namespace BrowserScraper.Attempts;

/// <summary>
/// The time that all items of a group have together, from its first item on. When it is up, what the group has in work is ended and the
/// rest is left for another run; the other groups notice nothing. Members may be called concurrently.
/// </summary>
/// <param name="limit">From SOURCE_TIMEOUT; null for none.</param>
/// <param name="queue">Drops what has not begun.</param>
/// <param name="events">Told when a group begins and ends.</param>
/// <param name="nameOf">What a group without a name is called.</param>
/// <param name="failed">Told what its timers throw, which would end the process.</param>
/// <param name="time">The clock.</param>
internal sealed class GroupDeadlines(
    TimeSpan? limit, IWorkQueue queue, RunEventStream events, string nameOf, Action<string, Exception> failed, TimeProvider time)
        : IDisposable
{
    private readonly Dictionary<string, Turn> turns = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Called when an item's attempt begins.</summary>
    /// <returns>Cancelled when the group's time is up.</returns>
    public CancellationToken Begin(WorkItem item)
    {
        lock (gate)
        {
            string group = item.Group ?? "";
            if (!turns.TryGetValue(group, out Turn? turn))
            {
                turns[group] = turn = new(time.GetTimestamp());
                events.Publish(new RunEvent.GroupStarted(NameOf(group)));
                turn.Timer = limit is { } most
                    ? time.Contained(() => End(group, turn), most, fault => failed($"the end of {NameOf(group)}'s time", fault)) : null;
            }

            return turn.Over.Token;
        }
    }

    /// <summary>Called when an item of the group was settled or given back.</summary>
    public void Released(WorkItem item)
    {
        lock (gate)
        {
            string group = item.Group ?? "";
            if (turns.TryGetValue(group, out Turn? turn) && queue.Unsettled(group) == 0)
            {
                Close(group, turn);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach ((string group, Turn turn) in turns.ToArray())
            {
                turn.Left += queue.Unsettled(group);
                Close(group, turn);
            }
        }
    }

    private void End(string group, Turn turn)
    {
        lock (gate)
        {
            if (turns.GetValueOrDefault(group) != turn)
            {
                return;
            }

            turn.Left = queue.EndGroup(group);
            turn.IsOver = true;
            if (queue.Unsettled(group) == 0)
            {
                Close(group, turn);
            }
        }

        turn.Over.Cancel(); // closes pages: nothing to hold a lock over
    }

    // What begins again after this, such as an item that discovery finds late, gets a time of its own.
    private void Close(string group, Turn turn)
    {
        turns.Remove(group);
        turn.Timer?.Dispose();
        events.Publish(new RunEvent.GroupEnded(NameOf(group), time.GetElapsedTime(turn.Started), turn.IsOver ? limit : null, turn.Left));
    }

    private string NameOf(string group) => group.Length == 0 ? nameOf : group;

    private sealed class Turn(long started)
    {
        public long Started => started;

        public CancellationTokenSource Over { get; } = new();

        public ITimer? Timer { get; set; }

        public bool IsOver { get; set; }

        public int Left { get; set; }
    }
}
