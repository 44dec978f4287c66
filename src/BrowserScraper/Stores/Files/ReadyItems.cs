using BrowserScraper.Items;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// Items that may be claimed: a line for each group and host, so that what rules hold back is passed over as a whole line and costs the
/// same however many wait there. Not concurrent; its owner sees to that.
/// </summary>
internal sealed class ReadyItems
{
    private readonly Dictionary<LineKey, Line> lines = [];
    private readonly Dictionary<string, HashSet<Line>> linesOfGroup = new(StringComparer.Ordinal);

    // Lines by their first item: high priority first, and else what came first.
    private readonly SortedSet<Line> byFirst = new(Line.ByFirst);
    private long order;

    /// <summary>Lines that were looked at to find what may be claimed; for tests of what that costs.</summary>
    internal long Looks { get; private set; }

    public int Count { get; private set; }

    /// <summary>Puts an item at the end of its line.</summary>
    public void Add(QueuedItem item)
    {
        item.State = QueuedState.Ready;
        item.Order = ++order;
        LineKey key = new(item.Group, item.Host, item.WaitsFor);
        if (!lines.TryGetValue(key, out Line? line))
        {
            lines[key] = line = new(key);
            (linesOfGroup.TryGetValue(key.Group, out HashSet<Line>? own) ? own : linesOfGroup[key.Group] = []).Add(line);
        }

        byFirst.Remove(line);
        line.Add(item);
        byFirst.Add(line);
        Count++;
    }

    /// <summary>Takes out the first item that the rules allow; null where there is none.</summary>
    public QueuedItem? Take(ClaimRules rules)
    {
        Line? found = rules.OpenGroups is { } open ? FirstOf(open, rules) : First(rules);
        if (found is null)
        {
            return null;
        }

        byFirst.Remove(found);
        QueuedItem taken = found.TakeFirst();
        Return(found);
        Count--;
        return taken;
    }

    /// <summary>Takes out an item.</summary>
    public void Remove(QueuedItem item)
    {
        Line line = lines[new(item.Group, item.Host, item.WaitsFor)];
        byFirst.Remove(line);
        line.Remove(item);
        Return(line);
        Count--;
    }

    /// <summary>Whether a group has some that no host keeps back for long.</summary>
    public bool Has(string group, ClaimRules rules) => linesOfGroup.TryGetValue(group, out HashSet<Line>? own)
        && own.Any(line => !rules.IsAway(line.Key.Host, line.Key.WaitsFor));

    /// <summary>How many wait in lines that the rules hold back because of a host.</summary>
    public int HeldBack(ClaimRules rules) => rules is { AwayHosts.Count: 0, RestingHosts.Count: 0, DoubtedHosts.Count: 0 } ? 0
        : lines.Values.Where(line => rules.HoldsBack(line.Key.Host, line.Key.WaitsFor)).Sum(line => line.Count);

    /// <summary>Takes out what leaves the queue because of a host.</summary>
    public IReadOnlyList<QueuedItem> TakeLeaving(ClaimRules rules) => rules.LeftHosts.Count == 0 ? []
        : TakeAll([.. lines.Values.Where(line => rules.Leaves(line.Key.Host, line.Key.WaitsFor))]);

    /// <summary>Takes out what a group has.</summary>
    public IReadOnlyList<QueuedItem> TakeGroup(string group) =>
        linesOfGroup.TryGetValue(group, out HashSet<Line>? own) ? TakeAll([.. own]) : [];

    private List<QueuedItem> TakeAll(Line[] leaving)
    {
        List<QueuedItem> taken = [];
        foreach (Line line in leaving)
        {
            byFirst.Remove(line);
            while (line.Count > 0)
            {
                taken.Add(line.TakeFirst());
            }

            Return(line);
        }

        Count -= taken.Count;
        return taken;
    }

    private Line? First(ClaimRules rules)
    {
        foreach (Line line in byFirst)
        {
            Looks++;
            if (MayStart(line, rules))
            {
                return line;
            }
        }

        return null;
    }

    private Line? FirstOf(IReadOnlyCollection<string> groups, ClaimRules rules)
    {
        Line? first = null;
        foreach (string group in groups)
        {
            foreach (Line line in linesOfGroup.TryGetValue(group, out HashSet<Line>? own) ? own : [])
            {
                Looks++;
                first = MayStart(line, rules) && (first is null || Line.ByFirst.Compare(line, first) < 0) ? line : first;
            }
        }

        return first;
    }

    private static bool MayStart(Line line, ClaimRules rules) =>
        rules.Allows(line.Key.Group) && !rules.HoldsBack(line.Key.Host, line.Key.WaitsFor);

    /// <summary>A line that was changed gets its place again, or goes where it is empty.</summary>
    private void Return(Line line)
    {
        if (line.Count > 0)
        {
            byFirst.Add(line);
            return;
        }

        lines.Remove(line.Key);
        HashSet<Line> own = linesOfGroup[line.Key.Group];
        own.Remove(line);
        if (own.Count == 0)
        {
            linesOfGroup.Remove(line.Key.Group);
        }
    }

    private readonly record struct LineKey(string Group, string? Host, string? WaitsFor);

    private sealed class Line(LineKey key)
    {
        public static readonly Comparer<Line> ByFirst = Comparer<Line>.Create((one, other) => one.Place.CompareTo(other.Place));

        // One for each priority, high first. What is added later has a higher order, so each is in order by itself.
        private readonly Queue<(QueuedItem Item, long Order)>[] items =
            [.. Enumerable.Range(0, ItemPriority.High - ItemPriority.Low + 1).Select(_ => new Queue<(QueuedItem, long)>())];

        public LineKey Key => key;

        public int Count { get; private set; }

        private (int Priority, long Order) Place { get; set; }

        public void Add(QueuedItem item)
        {
            items[ItemPriority.High - item.Item.Priority].Enqueue((item, item.Order));
            Count++;
            Look();
        }

        public QueuedItem TakeFirst()
        {
            (QueuedItem first, _) = items[Place.Priority].Dequeue();
            Take(first);
            return first;
        }

        /// <summary>It stays in its queue, and is passed over there.</summary>
        public void Remove(QueuedItem item) => Take(item);

        private void Take(QueuedItem item)
        {
            item.Order = 0;
            Count--;
            Look();
        }

        private void Look()
        {
            for (int priority = 0; priority < items.Length; priority++)
            {
                while (items[priority].TryPeek(out (QueuedItem Item, long Order) first))
                {
                    if (first.Item.Order == first.Order)
                    {
                        Place = (priority, first.Order);
                        return;
                    }

                    items[priority].Dequeue();
                }
            }
        }
    }
}
