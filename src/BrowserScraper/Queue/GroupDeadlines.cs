using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Queue;

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
    TimeSpan? limit, WorkQueue queue, RunEventStream events, string nameOf, Action<string, Exception> failed, TimeProvider time)
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
                    ? time.CreateTimer(_ => _ = EndAsync(group, turn), null, most, Timeout.InfiniteTimeSpan) : null;
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
            if (turns.TryGetValue(group, out Turn? turn) && turn.IsOver == turn.IsCounted && queue.Unsettled(group) == 0)
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

    private async Task EndAsync(string group, Turn turn)
    {
        try
        {
            lock (gate)
            {
                if (turns.GetValueOrDefault(group) != turn)
                {
                    return;
                }

                if (queue.Unsettled(group) == 0)
                {
                    Close(group, turn); // it was over, and nobody has said so
                    return;
                }

                turn.IsOver = true;
            }

            try
            {
                turn.Left = await queue.EndGroupAsync(group);
            }
            finally
            {
                turn.IsCounted = true;
                turn.Over.Cancel(); // closes pages: nothing to hold a lock over
            }

            lock (gate)
            {
                if (queue.Unsettled(group) == 0)
                {
                    Close(group, turn);
                }
            }
        }
        catch (Exception fault)
        {
            failed($"the end of {NameOf(group)}'s time", fault);
        }
    }

    // What begins again after this, such as an item that discovery finds late, gets a time of its own.
    private void Close(string group, Turn turn)
    {
        if (!turns.Remove(group))
        {
            return;
        }

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

        /// <summary>How many items it has left is known.</summary>
        public bool IsCounted { get; set; }

        public int Left { get; set; }
    }
}
