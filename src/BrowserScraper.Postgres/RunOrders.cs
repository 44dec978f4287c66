using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>
/// How a run is steered: a row that all of its machines read, whoever has written it. Members may be called concurrently.
/// </summary>
internal sealed class RunOrders(Database database, long job)
{
    /// <summary>The job's last run, with somebody at work.</summary>
    private const string AtWork =
        """
        from jobs j where j.id = $1 and r.job = j.id and r.number = j.run and r.ended is null and exists
            (select 1 from machines m where m.job = r.job and m.run = r.number and m.gone is null and m.beat > now() - m.lease)
        """;

    private readonly Lock gate = new();
    private long looks;
    private long applied;

    public bool IsPaused { get; private set; }

    public string? Pages { get; private set; }

    public string? SteeredBy { get; private set; }

    public (StopReason Reason, string Message)? Stop { get; private set; }

    public Task<bool> PauseAsync(string by) => SetAsync("paused = true, steered_by = $2", by);

    public Task<bool> ResumeAsync(string by) => SetAsync("paused = false, steered_by = $2", by);

    public Task<bool> SetPagesAsync(string pages, string by) => SetAsync("steered_by = $2, pages = $3", by, pages);

    public Task<bool> StopAsync(StopReason reason, string message) => SetAsync(
        "stop_message = coalesce(stop_message, $2), stop_reason = coalesce(stop_reason, $3)", message, (short)reason);

    /// <summary>Reads what is wanted of a run.</summary>
    /// <param name="asked">The database, with or without waiting for one that is away.</param>
    /// <param name="run">The run.</param>
    /// <returns>Whether something has changed.</returns>
    public async Task<bool> ReadAsync(Database asked, int run)
    {
        long number = Interlocked.Increment(ref looks);
        (bool isPaused, string? pages, string? by, short reason, string? message) = (await asked.AllAsync(
            row => (row.GetBoolean(0), ItemRow.Text(row, 1), ItemRow.Text(row, 2), row.IsDBNull(3) ? (short)0 : row.GetInt16(3),
                ItemRow.Text(row, 4)),
            "select paused, pages, steered_by, stop_reason, stop_message from runs where job = $1 and number = $2", job, run))
            .FirstOrDefault();
        lock (gate)
        {
            if (number < applied)
            {
                return false; // another look has begun since, and has ended
            }

            applied = number;
            bool isOther = (IsPaused, Pages, SteeredBy, Stop?.Message) != (isPaused, pages, by, message);
            (IsPaused, Pages, SteeredBy) = (isPaused, pages, by);
            Stop = message is null ? null : ((StopReason)reason, message);
            return isOther;
        }
    }

    private async Task<bool> SetAsync(string what, params object[] values) =>
        await database.RunAsync($"update runs r set {what} {AtWork}", [job, .. values]) > 0;
}
