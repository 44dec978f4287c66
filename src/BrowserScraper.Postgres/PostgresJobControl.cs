using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>Steers a job in the database from a machine that does not work on it. Members may be called concurrently.</summary>
internal sealed class PostgresJobControl(Database database, long job) : IJobControl
{
    private readonly RunOrders orders = new(database, job);

    /// <inheritdoc/>
    public async ValueTask<bool> CancelAsync(string key) =>
        await database.InStepAsync(step => ItemOrders.CancelAsync(step, job, key));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which) => await database.InStepAsync(async step =>
    {
        (int run, bool isAtWork, _) = await RunAsync(step);
        return await ItemOrders.RetryAsync(step, new(job, run, Machine: 0), which, isAtWork);
    });

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false)
    {
        (int run, bool isAtWork, JobTerms terms) = await database.InStepAsync(RunAsync);
        return await new Additions(new(job, run, Machine: 0), terms, () => false).AddAsync(database, items, isForLater || !isAtWork);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> PauseAsync(string by) => await orders.PauseAsync(by);

    /// <inheritdoc/>
    public async ValueTask<bool> ResumeAsync(string by) => await orders.ResumeAsync(by);

    /// <inheritdoc/>
    public async ValueTask<bool> SetPagesAsync(string pages, string by) => await orders.SetPagesAsync(pages, by);

    /// <inheritdoc/>
    public async ValueTask<bool> StopAsync(StopReason reason, string message) => await orders.StopAsync(reason, message);

    /// <summary>The job's last run; it does not end, and no other one begins, while the step lasts.</summary>
    private async Task<(int Run, bool IsAtWork, JobTerms Terms)> RunAsync(Step step)
    {
        await step.RunAsync("select 1 from jobs where id = $1 for update", job);
        (int run, bool isAtWork, string? terms, string name, string site) = (await step.AllAsync(
            row => (row.GetInt32(0), row.GetBoolean(1), ItemRow.Text(row, 2), row.GetString(3), row.GetString(4)),
            """
            select j.run, coalesce(r.ended is null and exists (select 1 from machines m
                where m.job = r.job and m.run = r.number and m.gone is null and m.beat > now() - m.lease), false),
                r.terms::text, j.name, j.site
            from jobs j left join runs r on r.job = j.id and r.number = j.run where j.id = $1
            """, job)).FirstOrDefault();
        return name is null ? throw MachineLease.Deleted()
            : (run, isAtWork, terms is null ? new(name, site) : JsonSerializer.Deserialize<JobTerms>(terms, Database.Json)!);
    }
}
