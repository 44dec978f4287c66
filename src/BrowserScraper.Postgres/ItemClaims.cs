using BrowserScraper.Items;
using BrowserScraper.Stores;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>
/// Hands out items. Rules are about lanes, so what they hold back is not looked at item by item; and a lane is entered where it was left,
/// so the dead entries of what was handed out are not looked at either. What that may miss (an addition that was committed late, a lane
/// that is new) is found by looking at everything once in a while, and whenever nothing is found. Members may be called concurrently.
/// </summary>
internal sealed class ItemClaims(Database database, JobPlace place, JobTerms terms, PostgresOptions options, HostSlots slots)
{
    internal const string ClaimSql =
        $"""
        select {ItemRow.Columns}, i.tally::text, i.fence, i.place, c.heads, c.at, c.next
        from claim_item($1, $2, $3, $4, $5, $6, $7, $8, $9) c cross join lateral (select (c.item).*) i
        where not exists (select 1 from hosts where rests > now())
        """;

    /// <summary>The same, of one host where that may be asked; else none.</summary>
    private const string ClaimOfHostSql =
        $"""
        select {ItemRow.Columns}, i.tally::text, i.fence, i.place, c.heads, c.at, c.next
        from claim_item_of($10, $11, $12::int, $1, $2, $3, $4, $5, $6, $7, $8, $9) c cross join lateral (select (c.item).*) i
        where c.is_free
        """;

    /// <summary>From one lane to the next: so it costs the same however many items a lane has.</summary>
    internal const string LookSql =
        """
        with recursive found as (
            (select coalesce(grp, '') grp, host, waits_for, priority, ord, lane from items
                where job = $1 and place = 1 and lane > $2 order by lane, ord limit 1)
            union all
            select n.* from found f cross join lateral (
                select coalesce(grp, '') grp, host, waits_for, priority, ord, lane from items
                where job = $1 and place = 1 and lane > f.lane order by lane, ord limit 1) n)
        select * from found limit $3
        """;

    /// <summary>Lanes that one statement looks at.</summary>
    private const int Part = 16;

    /// <summary>Lanes that are kept in mind. Where there are more, those come first that come first here.</summary>
    private const int MostLanes = 10_000;

    /// <summary>Items that one statement moves.</summary>
    private const int Moved = 500;

    private static readonly TimeSpan WholeLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Ever = TimeSpan.FromDays(36500);

    private readonly ReadyLanes lanes = new();
    private long inWork;
    private long looked = long.MinValue;
    private long swept = long.MinValue;
    private long endLooked = long.MinValue;
    private long lastLane = long.MinValue;

    /// <summary>As far as is known here, nothing is ready, and this machine works on nothing: the job may be over.</summary>
    public bool MayBeOver => Interlocked.Read(ref inWork) <= 0 && lanes.AreEmpty;

    /// <summary>Whether to look for the job's end without being told to: where it may be over, or nobody has looked for long.</summary>
    public bool IsTimeToLookForEnd() => MayBeOver || IsTime(ref endLooked, WholeLook);

    /// <summary>Items were queued by this machine.</summary>
    public void Added(IEnumerable<WorkItem> items)
    {
        foreach (WorkItem item in items)
        {
            Added(item, waitsFor: null);
        }
    }

    /// <inheritdoc cref="Added(IEnumerable{WorkItem})"/>
    public void Added(WorkItem item, string? waitsFor) => lanes.Note(new(item.Group ?? "", terms.HostOf(item), waitsFor, item.Priority));

    /// <summary>Nothing of a group is ready any more.</summary>
    public void GroupEnded(string group)
    {
        foreach ((Lane lane, _) in lanes.Those(lane => lane.Group == group))
        {
            lanes.Know(lane, 0, lanes.Changes);
        }
    }

    /// <summary>A claim has ended.</summary>
    public void Ended() => Interlocked.Decrement(ref inWork);

    public async Task<ClaimAnswer> ClaimAsync(int count, ClaimRules rules)
    {
        if (IsTime(ref swept, options.Poll))
        {
            await SweepAsync(Lately);
        }

        if (IsTime(ref looked, WholeLook))
        {
            await LookAsync();
        }

        List<JobClaim> claims = [];
        List<JobClaim> givenUp = [];
        List<WorkItem> left = await LeaveAsync(rules);
        TimeSpan? wait = await ClaimAsync(count, rules, claims, givenUp);
        if (claims.Count == 0 && givenUp.Count == 0 && wait is null)
        {
            await SweepAsync(Ever);
            await LookAsync();
            left.AddRange(await LeaveAsync(rules));
            wait = await ClaimAsync(count, rules, claims, givenUp);
        }

        return new(claims)
        {
            Left = left, GivenUp = givenUp, NextDue = claims.Count > 0 ? null : Sooner(await NextDueAsync(), wait),
        };
    }

    /// <summary>Whether a group has items that no host keeps back for long.</summary>
    public bool HasReady(string group, ClaimRules rules)
    {
        if (lanes.Those(lane => lane.Group == group && !rules.IsAway(lane.Host, lane.WaitsFor)).Length > 0)
        {
            return true;
        }

        try
        {
            return database.Now(
                row => row.GetBoolean(0),
                """
                select exists (select 1 from items where job = $1 and place = 1 and coalesce(grp, '') = $2
                    and not coalesce(host = any($3) or waits_for = any($4), false))
                """, place.Job, group, rules.AwayHosts.ToArray(), WaitedFor(rules));
        }
        catch (IOException)
        {
            return true; // the database is away: the next claim tells
        }
    }

    internal static string[] WaitedFor(ClaimRules rules) => [.. rules.AwayHosts, .. rules.DoubtedHosts];

    private static bool IsTime(ref long last, TimeSpan interval)
    {
        long before = Interlocked.Read(ref last);
        long now = TimeProvider.System.GetTimestamp();
        return (before == long.MinValue || TimeProvider.System.GetElapsedTime(before, now) >= interval)
            && Interlocked.CompareExchange(ref last, now, before) == before;
    }

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one < other ? one : other ?? one;

    /// <returns>How long until the first host may be asked that has something and is left alone now; null where none is.</returns>
    private async Task<TimeSpan?> ClaimAsync(int count, ClaimRules rules, List<JobClaim> claims, List<JobClaim> givenUp)
    {
        while (claims.Count < count)
        {
            bool isByHost = slots.Concern(rules);
            ((JobClaim Claim, bool IsGivenUp)? found, TimeSpan? wait) =
                isByHost ? await ClaimByHostAsync(rules) : (await ClaimOneAsync(rules), null);
            if (found is var (claim, isGivenUp))
            {
                (isGivenUp ? givenUp : claims).Add(claim);
            }
            else if (isByHost || !slots.Concern(rules)) // else a host was just seen to rest: the others' items can be had by host
            {
                return wait;
            }
        }

        return null;
    }

    private async Task<(JobClaim Claim, bool IsGivenUp)?> ClaimOneAsync(ClaimRules rules)
    {
        long asOf = lanes.Changes;
        foreach ((Lane Lane, long Mark)[] part in lanes.Allowed(rules).Chunk(Part))
        {
            if (await FindAsync(ClaimSql, part, asOf) is not { } found)
            {
                slots.Note();
                return null;
            }

            if (Taken(found) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    /// <summary>One host after the other, in the order of their first items.</summary>
    private async Task<((JobClaim Claim, bool IsGivenUp)? Found, TimeSpan? Wait)> ClaimByHostAsync(ClaimRules rules)
    {
        long asOf = lanes.Changes;
        ILookup<string, (Lane Lane, long Mark)> hosts = lanes.Allowed(rules).ToLookup(each => slots.Of(each.Lane), StringComparer.Ordinal);
        string[] all = [.. hosts.Select(host => host.Key)];
        Dictionary<string, TimeSpan> held = all.Length == 0 ? [] : await slots.HeldAsync(all, rules);
        bool wasLate = false;
        foreach (IGrouping<string, (Lane Lane, long Mark)> host in hosts.Where(host => !held.ContainsKey(host.Key)))
        {
            foreach ((Lane Lane, long Mark)[] part in host.Chunk(Part))
            {
                if (await FindAsync(ClaimOfHostSql, part, asOf, host.Key, rules.HostDelay, rules.HostPerMinute) is not { } found)
                {
                    wasLate = true; // others were faster
                    break;
                }

                if (Taken(found) is { } taken)
                {
                    return (taken, null);
                }
            }
        }

        held = wasLate ? await slots.HeldAsync(all, rules) : held;
        return (null, held.Count == 0 ? null : held.Values.Min());
    }

    /// <returns>Null where a host that rests, or may not be asked yet, was in the way.</returns>
    private async Task<Found?> FindAsync(string sql, (Lane Lane, long Mark)[] part, long asOf, params object?[] more)
    {
        List<Found> rows = await database.AllAsync(
            ReadFound,
            sql,
            [
                place.Job, place.Run, place.Machine, terms.Force, ItemTally.MostInterruptions, OutcomeNames.WornOut,
                part.Select(each => each.Lane.Text).ToArray(), part.Select(each => (short)each.Lane.Priority).ToArray(),
                part.Select(each => each.Mark).ToArray(), .. more,
            ]);
        if (rows is not [{ } found])
        {
            return null;
        }

        for (int index = 0; index < found.Heads.Length; index++)
        {
            lanes.Know(part[index].Lane, index == found.At - 1 ? found.Next : found.Heads[index], asOf);
        }

        return found;
    }

    private (JobClaim Claim, bool IsGivenUp)? Taken(Found found)
    {
        if (found.Claim is not { } claim)
        {
            return null;
        }

        Interlocked.Add(ref inWork, found.IsGivenUp ? 0 : 1);
        return (claim, found.IsGivenUp);
    }

    private static Found ReadFound(NpgsqlDataReader row)
    {
        int next = ItemRow.Count;
        long[] heads = row.IsDBNull(next + 3) ? [] : row.GetFieldValue<long[]>(next + 3);
        return row.IsDBNull(0) ? new(null, IsGivenUp: false, heads, 0, 0)
            : new(
                new(ItemRow.Item(row), ItemRow.Tally(ItemRow.Text(row, next)), row.GetInt64(next + 1)), row.GetInt16(next + 2) == 0, heads,
                row.GetInt32(next + 4), row.IsDBNull(next + 5) ? 0 : row.GetInt64(next + 5));
    }

    /// <summary>Looks which lanes have something, from one to the next, and where each begins.</summary>
    private async Task LookAsync()
    {
        long asOf = lanes.Changes;
        long from = Interlocked.Read(ref lastLane);
        List<(Lane Lane, long First, long Number)> found = await database.AllAsync(
            row => (ReadLane(row), row.GetInt64(4), row.GetInt64(5)),
            LookSql, place.Job, from, MostLanes);
        Interlocked.Exchange(ref lastLane, found.Count == MostLanes ? found[^1].Number : long.MinValue);
        lanes.KnowAll(found.Select(each => (each.Lane, each.First)), asOf);
        if (found.Count == 0 && from != long.MinValue)
        {
            await LookAsync(); // from the first one again
        }
    }

    /// <summary>
    /// Makes ready what is due. What was due for long is looked for now and then: the dead entries of what was due before stand there.
    /// </summary>
    private async Task SweepAsync(TimeSpan dueSince)
    {
        List<Lane> moved = await database.AllAsync(
            ReadLane,
            """
            update items i set place = 1, ord = (select nextval('item_order')) * 1000000 + d.at from (
                select key, row_number() over (order by due) at from (select key, due from items where job = $1 and place = 2
                    and due <= now() and due > now() - $2 order by due limit $3 for update skip locked) l) d
            where i.job = $1 and i.key = d.key returning coalesce(i.grp, ''), i.host, i.waits_for, i.priority
            """, place.Job, dueSince, Moved);
        foreach (Lane lane in moved.Distinct())
        {
            lanes.Note(lane);
        }
    }

    private Task<TimeSpan?> NextDueAsync() => database.OneAsync<TimeSpan?>(
        """
        select case when min(due) is not null then greatest(min(due) - now(), interval '10 ms') end
        from items where job = $1 and place = 2 and due > now() - $2
        """, place.Job, Lately);

    /// <summary>Takes out of the queue what is for the next run because of a host.</summary>
    private async Task<List<WorkItem>> LeaveAsync(ClaimRules rules)
    {
        List<WorkItem> left = [];
        long asOf = lanes.Changes;
        foreach ((Lane lane, _) in rules.LeftHosts.Count == 0 ? [] : lanes.Those(lane => rules.Leaves(lane.Host, lane.WaitsFor)))
        {
            List<WorkItem> some = await database.AllAsync(
                ItemRow.Item,
                $"""
                update items i set place = 0 from (select key from items where job = $1 and place = 1
                    and lane = hashtextextended($2, 0) order by ord limit $3 for update skip locked) l
                where i.job = $1 and i.key = l.key returning {ItemRow.Columns}
                """, place.Job, lane.Text, Moved);
            left.AddRange(some);
            if (some.Count < Moved)
            {
                lanes.Know(lane, 0, asOf);
            }
        }

        return left;
    }

    private static Lane ReadLane(NpgsqlDataReader row) =>
        new(row.GetString(0), ItemRow.Text(row, 1), ItemRow.Text(row, 2), (ItemPriority)row.GetInt16(3));

    /// <param name="Claim">What was handed out, or null.</param>
    /// <param name="IsGivenUp">It was settled instead.</param>
    /// <param name="Heads">Where the lanes begin that were looked at; 0 where nothing is.</param>
    /// <param name="At">The lane that it is from, counted from 1.</param>
    /// <param name="Next">Where that one begins now.</param>
    private sealed record Found(JobClaim? Claim, bool IsGivenUp, long[] Heads, int At, long Next);
}
