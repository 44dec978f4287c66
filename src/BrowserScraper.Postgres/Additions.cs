using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>How items come into a job and into the queue of its run.</summary>
internal sealed class Additions(JobPlace place, JobTerms terms, Func<bool> isOver)
{
    /// <summary>Gives items their places in the order in which their keys are given.</summary>
    public const string InOrder =
        """
        from unnest($2::text[]) with ordinality n (key, at) where i.job = $1 and i.key = n.key
        """;

    private volatile int taken;

    /// <summary>How many the run had queued, all machines together, when this one queued last.</summary>
    public int Taken
    {
        get => taken;
        private set => taken = value;
    }

    /// <summary>Makes items known, and queues those that were not: in one statement, unless the run may work on so many only.</summary>
    public async Task<AddedItem[]> AddAsync(Database database, IReadOnlyList<WorkItem> items, bool isForLater)
    {
        bool isQueued = terms.MaxItems is null && !isForLater && !isOver();
        Dictionary<string, Addition> how = isQueued
            ? await InsertAsync(database.AllAsync, items, isQueued: true)
            : await database.InStepAsync(async step =>
            {
                Dictionary<string, Addition> fresh = await InsertAsync(step.AllAsync, items, isQueued: false);
                return isForLater ? fresh
                    : await QueueAsync(step, [.. items.DistinctBy(item => item.Key).Where(item => fresh.ContainsKey(item.Key))]);
            });
        Dictionary<string, ItemRecord> known = how.Count == items.Count ? []
            : await KnownAsync(database.AllAsync, [.. items.Select(item => item.Key)]);
        if (how.Count == 0 && known.Count == 0 && items.Count > 0)
        {
            throw MachineLease.Deleted(); // nothing was taken in, and nothing is known
        }

        return [.. items.Select(item => how.Remove(item.Key, out Addition added)
            ? new AddedItem(item.Key, added) : new AddedItem(item.Key, Addition.Known, known.GetValueOrDefault(item.Key)))];
    }

    /// <summary>Those that were new, and what became of them.</summary>
    private async Task<Dictionary<string, Addition>> InsertAsync(
        Rows<(string Key, bool IsQueued, int Taken)> run, IReadOnlyList<WorkItem> items, bool isQueued)
    {
        List<(string Key, bool IsQueued, int Taken)> fresh = await run(
            row => (row.GetString(0), row.GetBoolean(1), row.IsDBNull(2) ? 0 : row.GetInt32(2)),
            """
            -- A deletion waits for this, and nothing comes after it.
            with there as materialized (select id from jobs where id = $1 for key share),
            added as (
                insert into items (job, key, address, title, grp, priority, data, host, run, place, ord)
                select $1, n.key, n.address, n.title, n.grp, n.priority, n.data, n.host, case when q.yes then $10 else 0 end,
                    case when q.yes then 1 else 0 end, case when q.yes then o.first + n.at else 0 end
                from there, unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::json[], $8::text[]) with ordinality
                    n (key, address, title, grp, priority, data, host, at)
                cross join (select nextval('item_order') * 1000000 as first) o
                cross join lateral (select $9 and not exists
                    (select 1 from ended_groups e where e.job = $1 and e.run = $10 and e.grp = coalesce(n.grp, '')) as yes) q
                on conflict do nothing returning key, place = 1 as is_queued),
            counted as (
                update runs set taken = taken + (select count(*) from added where is_queued)
                where job = $1 and number = $10 and $9 returning taken)
            select key, is_queued, (select taken from counted) from added
            """,
            place.Job, items.Select(item => item.Key).ToArray(), items.Select(item => item.Address?.OriginalString).ToArray(),
            items.Select(item => ItemRow.Clean(item.Title)).ToArray(), items.Select(item => item.Group).ToArray(),
            items.Select(item => (short)item.Priority).ToArray(), items.Select(ItemRow.DataOf).ToArray(),
            items.Select(terms.HostOf).ToArray(), isQueued, place.Run);
        Taken = isQueued && fresh.Count > 0 ? fresh[0].Taken : Taken;
        Addition otherwise = isQueued ? Addition.Refused : Addition.Left;
        return fresh.ToDictionary(each => each.Key, each => each.IsQueued ? Addition.Queued : otherwise, StringComparer.Ordinal);
    }

    /// <summary>Queues items that are known, each once in a run, and as many as the run may work on.</summary>
    public async Task<Dictionary<string, Addition>> QueueAsync(Step step, IReadOnlyList<WorkItem> items)
    {
        string[] keys = [.. items.Select(item => item.Key).Distinct(StringComparer.Ordinal)];
        Dictionary<string, Addition> result = keys.ToDictionary(key => key, _ => Addition.Refused, StringComparer.Ordinal);
        if (isOver() || items.Count == 0)
        {
            return result;
        }

        List<(string Key, bool IsQueued, bool IsRefused)> rows = await step.AllAsync(
            row => (row.GetString(0), row.GetBoolean(1), row.GetBoolean(2)),
            """
            select key, run >= $2, exists (select 1 from ended_groups e where e.job = $1 and e.run = $2 and e.grp = coalesce(i.grp, ''))
            from items i where job = $1 and key = any($3) order by array_position($3, key) for update
            """, place.Job, place.Run, keys);
        string[] wanted = [.. rows.Where(row => row is { IsQueued: false, IsRefused: false }).Select(row => row.Key)];
        foreach ((string key, _, _) in rows.Where(row => row.IsQueued))
        {
            result[key] = Addition.Known;
        }

        int allowed = wanted.Length;
        if (terms.MaxItems is { } most)
        {
            int before = await step.OneAsync<int>(
                "select taken from runs where job = $1 and number = $2 for update", place.Job, place.Run);
            allowed = Math.Clamp(most - before, 0, wanted.Length);
        }

        for (int index = 0; index < wanted.Length; index++)
        {
            result[wanted[index]] = index < allowed ? Addition.Queued : Addition.Left;
        }

        if (allowed == 0 && terms.MaxItems is null)
        {
            return result;
        }

        await step.RunAsync(
            """
            update items i set run = $3, place = 1, ord = (select nextval('item_order')) * 1000000 + n.at, waits_for = null, due = null,
                tally = case state
                when 0 then jsonb_build_object('attempts', attempts, 'interruptions', interruptions)
                when 1 then jsonb_build_object('attempts', attempts, 'interruptions', interruptions + 1) end, host = n.host
                from unnest($2::text[], $4::text[]) with ordinality n (key, host, at)
                where i.job = $1 and i.key = n.key and i.run < $3
            """, place.Job, wanted[..allowed], place.Run, HostsOf(items, wanted[..allowed]));
        await TakeAsync(step, allowed);
        return result;
    }

    // An address relative to the site is at another host where the site has moved since the item was added.
    private string?[] HostsOf(IReadOnlyList<WorkItem> items, string[] keys)
    {
        Dictionary<string, WorkItem> byKey = items.DistinctBy(item => item.Key).ToDictionary(item => item.Key, StringComparer.Ordinal);
        return [.. keys.Select(key => terms.HostOf(byKey[key]))];
    }

    private async Task TakeAsync(Step step, int count) => Taken = await step.OneAsync<int>(
        "update runs set taken = taken + $3 where job = $1 and number = $2 returning taken", place.Job, place.Run, count);

    /// <summary>What is known of items, by key.</summary>
    public async Task<Dictionary<string, ItemRecord>> KnownAsync(Rows<ItemRecord> run, string[] keys) =>
        (await run(
            ItemRow.Record, $"select {ItemRow.Columns} from items i where job = $1 and key = any($2)", place.Job, keys))
            .ToDictionary(record => record.Item.Key, StringComparer.Ordinal);
}
