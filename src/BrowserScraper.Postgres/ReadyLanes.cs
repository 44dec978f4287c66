using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>
/// Which lanes have ready items, and up to where each was handed out. Only a hint: others add and take, too, so it is looked up anew from
/// time to time, and whenever nothing is found. Members may be called concurrently.
/// </summary>
internal sealed class ReadyLanes
{
    private readonly Lock gate = new();
    private readonly Dictionary<Lane, long> marks = [];
    private long changes;

    /// <summary>None is known to have any.</summary>
    public bool AreEmpty
    {
        get
        {
            lock (gate)
            {
                return marks.Count == 0;
            }
        }
    }

    /// <summary>Grows with each <see cref="Note"/>: what was read before that knows nothing of it.</summary>
    public long Changes
    {
        get
        {
            lock (gate)
            {
                return changes;
            }
        }
    }

    /// <summary>It has an item more, at its end.</summary>
    public void Note(Lane lane)
    {
        lock (gate)
        {
            changes++;
            marks.TryAdd(lane, 0);
        }
    }

    /// <summary>Nothing that is ready stands before that place.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="first">Where its first ready item stands; 0 where it has none.</param>
    /// <param name="asOf">What <see cref="Changes"/> was when that was asked for.</param>
    public void Know(Lane lane, long first, long asOf)
    {
        lock (gate)
        {
            if (first > 0)
            {
                marks[lane] = first - 1;
            }
            else if (asOf == changes)
            {
                marks.Remove(lane);
            }
        }
    }

    /// <summary>These have items, and no others.</summary>
    public void KnowAll(IEnumerable<(Lane Lane, long First)> lanes, long asOf)
    {
        lock (gate)
        {
            if (asOf == changes)
            {
                marks.Clear();
            }

            foreach ((Lane lane, long first) in lanes)
            {
                marks[lane] = first - 1;
            }
        }
    }

    /// <summary>Those that the rules allow, in the order in which their first items may be claimed.</summary>
    public (Lane Lane, long Mark)[] Allowed(ClaimRules rules) => Those(lane => rules.Allows(lane.Group) && !rules.HoldsBack(
        lane.Host, lane.WaitsFor));

    /// <summary>Those that are as asked for, in that same order.</summary>
    public (Lane Lane, long Mark)[] Those(Func<Lane, bool> which)
    {
        lock (gate)
        {
            return
            [
                .. marks.Where(each => which(each.Key)).OrderByDescending(each => each.Key.Priority).ThenBy(each => each.Value)
                    .Select(each => (each.Key, each.Value)),
            ];
        }
    }
}
