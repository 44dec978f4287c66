using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>Reads what whoever looks at the jobs of a database is shown at once: parts of long lists, and who works on what.</summary>
internal sealed class CatalogParts(Database database)
{
    private const string Wanted =
        """
        from jobs j join items i on i.job = j.id where j.name = $1 and ($2::smallint is null or i.state = $2::smallint)
            and ($3::text is null or position(lower($3::text) in lower(i.key)) > 0
                or position(lower($3::text) in lower(coalesce(i.title, ''))) > 0)
        """;

    private const string WithFiles = "from jobs j join items i on i.job = j.id where j.name = $1 and jsonb_typeof(i.files) = 'array'";

    /// <inheritdoc cref="IJobCatalog.PartAsync"/>
    public async Task<ListPart<ItemRecord>> ItemsAsync(string job, ItemState? state, string? text, int offset, int limit)
    {
        short? number = (short?)state;
        return new(
            await database.OneAsync<int>($"select count(*)::int {Wanted}", job, number, text),
            await database.AllAsync(
                ItemRow.Record, $"select {ItemRow.Columns} {Wanted} order by i.seq offset $4 limit $5", job, number, text, offset, limit));
    }

    /// <inheritdoc cref="IJobCatalog.FilesPartAsync"/>
    public async Task<ListPart<(ItemRecord Item, SavedFile File)>> FilesAsync(string job, int offset, int limit) => new(
        await database.OneAsync<int>($"select coalesce(sum(jsonb_array_length(i.files)), 0)::int {WithFiles}", job),
        await database.AllAsync(
            row => (ItemRow.Record(row), row.GetInt32(ItemRow.Count)) is var (item, place) ? (item, item.Files[place]) : default,
            $"""
            select {ItemRow.Columns}, f.place from (select i.* {WithFiles}) i
            cross join lateral generate_series(0, jsonb_array_length(i.files) - 1) f (place) order by i.seq, f.place offset $2 limit $3
            """, job, offset, limit));

    /// <inheritdoc cref="IJobCatalog.RunsAsync"/>
    public async Task<IReadOnlyList<RunStand>> RunsAsync(string? job)
    {
        ILookup<string, MachineView> machines = (await database.AllAsync(
            row => (Job: row.GetString(MachineRow.Job), View: MachineRow.View(row)),
            $"{MachineRow.Select} where m.run = j.run and ($1::text is null or j.name = $1::text) order by m.id", job))
            .ToLookup(each => each.Job, each => each.View);
        return await database.AllAsync(
            row => new RunStand(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1))
            {
                Machines = [.. machines[row.GetString(0)]],
                Begun = row.GetFieldValue<DateTimeOffset>(2),
                IsPaused = row.GetBoolean(3),
                IsStopping = row.GetBoolean(4),
                HasItemsInWork = row.GetBoolean(5),
                ListIsRead = row.GetBoolean(6),
                Request = ItemRow.Text(row, 7),
            },
            """
            select j.name, clock_timestamp(), r.begun, r.paused, r.stop_reason is not null,
                exists (select 1 from machines m join items i on i.machine = m.id and i.place in (3, 4)
                    where m.job = r.job and m.run = r.number and m.gone is null),
                exists (select 1 from leases l where l.job = r.job and l.name = 'list' and l.run = r.number and l.done),
                r.terms -> 'options' ->> 'QUERY'
            from jobs j join runs r on r.job = j.id and r.number = j.run where $1::text is null or j.name = $1::text
            order by j.name collate "C"
            """, job);
    }
}
