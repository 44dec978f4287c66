using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>What an operator does to items, whether he works on the job or not.</summary>
internal static class ItemOrders
{
    /// <summary>Skips an item that is not settled: a claim on it is worth nothing any more.</summary>
    public static async Task<bool> CancelAsync(Step step, long job, string key) => await step.RunAsync(
        """
        update items set state = 3, outcome = $3, error = $4, place = 0, fence = fence + 1, updated = now()
        where job = $1 and key = $2 and state in (0, 1)
        """, job, key, OutcomeNames.Skipped, OutcomeNames.Cancelled) > 0;

    /// <summary>What was given up is to do again: in the run that is at work, else in the next one.</summary>
    /// <returns>The items as they were.</returns>
    public static async Task<List<ItemRecord>> RetryAsync(Step step, JobPlace place, ItemFilter which, bool isAtWork)
    {
        List<ItemRecord> failed = await step.AllAsync(
            ItemRow.Record,
            $"""
            select {ItemRow.Columns} from items i where job = $1 and state = 4 and place = 0 and run <= $5 and 4 = any($2::smallint[])
                and ($3::text is null or outcome = $3::text) and ($4::text[] is null or key = any($4::text[]))
                and not exists (select 1 from ended_groups e where e.job = $1 and e.run = $5 and e.grp = coalesce(i.grp, ''))
            order by seq for update skip locked
            """, place.Job, which.States.Select(state => (short)state).ToArray(), which.Outcome, which.Keys?.ToArray(), place.Run);
        await step.RunAsync(
            $"""
            update items i set state = 0, attempts = 0, interruptions = 0, tally = null, place = case when $4 then 1 else 0 end,
                run = case when $4 then $3 else run end, ord = (select nextval('item_order')) * 1000000 + n.at, updated = now()
            {Additions.InOrder}
            """, place.Job, failed.Select(record => record.Item.Key).ToArray(), place.Run, isAtWork);
        return failed;
    }
}
