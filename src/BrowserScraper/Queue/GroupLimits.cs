namespace BrowserScraper.Queue;

/// <summary>
/// Lets so many groups work at once, and none of them take the pages that another one needs: while several are at work, one page is left
/// for each. What may not begin yet is parked. What an entry costs does not grow with the number of groups. Not concurrent; its owner sees
/// to that.
/// </summary>
/// <param name="maxOpen">Groups at once, from MAX_CONCURRENT_SOURCES.</param>
/// <param name="pages">Pages that take items, at first.</param>
internal sealed class GroupLimits(int maxOpen, int pages)
{
    private readonly Dictionary<string, Group> groups = new(StringComparer.Ordinal);

    // Groups with parked entries, the oldest first: those that have a place already, and those that need one.
    private readonly SortedSet<Group> placed = new(Group.ByAge);
    private readonly SortedSet<Group> resting = new(Group.ByAge);
    private int open;
    private int opening;
    private int live;

    /// <summary>Pages that take items.</summary>
    public int Pages { get; set; } = pages;

    /// <summary>Groups that were looked at to find what may begin; for tests of what that costs.</summary>
    internal long Looks { get; private set; }

    /// <summary>Entries that wait here.</summary>
    public int Parked { get; private set; }

    /// <returns>False where the group has ended.</returns>
    public bool TryAdd(string name)
    {
        Group group = Of(name);
        if (group.IsEnded)
        {
            return false;
        }

        live += group.Unsettled++ == 0 ? 1 : 0;
        return true;
    }

    public int Unsettled(string name) => groups.TryGetValue(name, out Group? group) ? group.Unsettled : 0;

    public bool IsEnded(string name) => groups.TryGetValue(name, out Group? group) && group.IsEnded;

    /// <returns>False where the entry is parked, or its group has ended.</returns>
    public bool MayStart(QueueEntry entry)
    {
        Group group = Of(entry.Group);
        if (group.IsEnded)
        {
            return false;
        }

        if (group.Promised > 0 || HasRoom(group))
        {
            return true;
        }

        group.Waiting.Enqueue(entry);
        Parked++;
        Sort(group);
        return false;
    }

    public void Started(string name)
    {
        Group group = Of(name);
        group.Promised -= group.Promised > 0 ? 1 : 0;
        group.Claimed++;
        if (!group.IsOpen)
        {
            group.IsOpen = true;
            open++;
        }

        Sort(group);
    }

    /// <summary>An entry waits until it is due. A group that has nothing else to do gives its place to another one.</summary>
    public void WentLater(string name)
    {
        Group group = Of(name);
        group.Later++;
        if (group is { IsOpen: true, Claimed: 0, Held: 0, Promised: 0 } && group.Later >= group.Unsettled)
        {
            Close(group);
        }
    }

    /// <summary>An entry in work is kept aside: unsettled, and on no page.</summary>
    public void Held(string name)
    {
        Group group = Of(name);
        group.Claimed--;
        group.Held++;
    }

    /// <summary>An entry that was kept aside is about to be settled or given back.</summary>
    public void Resumed(string name)
    {
        Group group = Of(name);
        group.Held--;
        group.Claimed++;
    }

    public void CameDue(string name) => Of(name).Later--;

    /// <summary>An entry is no longer in work; settled, it is gone for good.</summary>
    public void Released(string name, bool isSettled)
    {
        Group group = Of(name);
        group.Claimed--;
        if (isSettled)
        {
            Settle(group, 1);
        }
    }

    /// <summary>An entry is left for another run.</summary>
    /// <returns>False where its group has ended, and it is gone already.</returns>
    public bool Left(string name)
    {
        Group group = Of(name);
        group.Promised -= group.Promised > 0 ? 1 : 0;
        Sort(group);
        if (!group.IsEnded)
        {
            Settle(group, 1);
        }

        return !group.IsEnded;
    }

    /// <summary>Ends a group: what is not in work is dropped, and nothing more is taken.</summary>
    /// <returns>How many entries were dropped.</returns>
    public int End(string name)
    {
        Group group = Of(name);
        group.IsEnded = true;
        int dropped = group.Unsettled - group.Claimed - group.Held;
        Parked -= group.Waiting.Count;
        group.Waiting.Clear();
        Sort(group);
        Settle(group, dropped);
        return dropped;
    }

    /// <summary>Takes out what may begin by now.</summary>
    public IEnumerable<QueueEntry> TakeFreed()
    {
        // Each group that rests would take a place of its own, so no more of them can begin than places are free.
        int free = Math.Max(0, maxOpen - open - opening);
        if (placed.Count == 0 && (resting.Count == 0 || free == 0))
        {
            yield break;
        }

        foreach (Group group in placed.Concat(resting.Take(free)).OrderBy(group => group.Number).ToArray())
        {
            Looks++;
            while (group.Waiting.Count > 0 && HasRoom(group))
            {
                QueueEntry entry = group.Waiting.Dequeue();
                group.Promised++;
                Parked--;
                Sort(group);
                yield return entry;
            }
        }
    }

    private bool HasRoom(Group group) =>
        (group.IsOpen || open + opening < maxOpen) && group.Claimed + group.Promised < Share;

    private int Share => Math.Min(live, maxOpen) is > 1 and var beside ? Math.Max(1, (Pages - 1) / (beside - 1)) : Pages;

    private void Settle(Group group, int count)
    {
        group.Unsettled -= count;
        if (group.Unsettled == 0 && count > 0)
        {
            live--;
        }

        if (group.IsOpen && group.Unsettled == 0)
        {
            Close(group);
        }
    }

    private void Close(Group group)
    {
        group.IsOpen = false;
        open--;
        Sort(group);
    }

    /// <summary>Called after each change of what a group has parked or was promised, and when it opens or closes.</summary>
    private void Sort(Group group)
    {
        // Groups that are about to open count as open, or two would take the last place.
        bool isOpening = group is { IsOpen: false, Promised: > 0 };
        opening += (isOpening ? 1 : 0) - (group.IsOpening ? 1 : 0);
        group.IsOpening = isOpening;

        SortedSet<Group>? place = group.Waiting.Count == 0 ? null : group.IsOpen || isOpening ? placed : resting;
        if (place != group.Place)
        {
            group.Place?.Remove(group);
            place?.Add(group);
            group.Place = place;
        }
    }

    private Group Of(string name)
    {
        if (!groups.TryGetValue(name, out Group? group))
        {
            groups[name] = group = new(groups.Count);
        }

        return group;
    }

    private sealed class Group(int number)
    {
        public static readonly IComparer<Group> ByAge = Comparer<Group>.Create((one, other) => one.Number.CompareTo(other.Number));

        /// <summary>Grows with each new group.</summary>
        public int Number => number;

        /// <summary>Where it stands while entries of it are parked.</summary>
        public SortedSet<Group>? Place { get; set; }

        /// <summary>Not open, and promised to be.</summary>
        public bool IsOpening { get; set; }

        public Queue<QueueEntry> Waiting { get; } = new();

        public int Unsettled { get; set; }

        public int Claimed { get; set; }

        /// <summary>Kept aside.</summary>
        public int Held { get; set; }

        /// <summary>Not due yet.</summary>
        public int Later { get; set; }

        /// <summary>Handed back to be claimed, and not claimed yet.</summary>
        public int Promised { get; set; }

        public bool IsOpen { get; set; }

        public bool IsEnded { get; set; }
    }
}
