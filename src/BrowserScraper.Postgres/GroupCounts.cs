using System.Collections.Concurrent;

namespace BrowserScraper.Postgres;

/// <summary>
/// How many items of a group are queued and not settled. It is asked after each item, whether that was the group's last: the last ones are
/// counted each time, and the more there are, the less often. Members may be called concurrently.
/// </summary>
internal sealed class GroupCounts(Database database, JobPlace place, TimeSpan age)
{
    private const int Few = 200;

    /// <summary>Two pages may settle the last two in the same moment, and one of them must see that nothing is left.</summary>
    private const int Last = 20;

    private readonly ConcurrentDictionary<string, (int Count, long At)> counts = new(StringComparer.Ordinal);

    public int Of(string group)
    {
        if (counts.TryGetValue(group, out (int Count, long At) known) && TimeProvider.System.GetElapsedTime(known.At) < AgeOf(known.Count))
        {
            return known.Count;
        }

        try
        {
            int count = Read(group, Few + 1);
            count = count <= Few ? count : Read(group, int.MaxValue);
            counts[group] = (count, TimeProvider.System.GetTimestamp());
            return count;
        }
        catch (IOException)
        {
            return Few + 1; // the database is away: it cannot be said to have ended
        }
    }

    public void Forget(string group) => counts.TryRemove(group, out _);

    // So short that not all of them can be settled meanwhile.
    private TimeSpan AgeOf(int count) => count switch
    {
        <= Last => TimeSpan.Zero,
        <= Few => age * count / Few,
        _ => Recent<string>.AgeOf(age, count),
    };

    private int Read(string group, int most) => database.Now(
        row => (int)row.GetInt64(0),
        "select count(*) from (select 1 from items where job = $1 and place <> 0 and coalesce(grp, '') = $2 limit $3) g", place.Job, group,
        most);
}
