using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores.Files;

namespace BrowserScraper.Postgres;

/// <summary>
/// Writes a job into a folder, as one that is kept in files. It is made beside its place, and gets that last: cut before its end, it is not
/// there. Nobody is kept from working meanwhile; that somebody did is noticed, and nothing is written then.
/// </summary>
internal sealed class JobExport(PostgresOptions options, Database database, string name)
{
    /// <summary>Records that may wait for the disk.</summary>
    private const int Ahead = 1000;

    /// <returns>How many items and files it has.</returns>
    public async Task<(int Items, int Files)> RunAsync(string dataDirectory, CancellationToken stopping)
    {
        _ = new SharedFolder(options.FilesFolder).MarkerPath;
        (long id, string site, string before) = await StandAsync();
        string root = Path.GetFullPath(Path.Combine(options.FilesFolder, name));
        PostgresJobReader reader = new(database, id, site, root);
        await using NewFileJob job = await NewFileJob.BeginAsync(dataDirectory, name, site, TimeProvider.System);
        FileCopies copies = new(reader.FilesFolder, job.FilesFolder, name);
        int items = 0;
        await foreach (ItemRecord record in reader.ItemsAsync().WithCancellation(stopping))
        {
            job.Add(record);
            copies.Add(record);
            items++;
        }

        int waiting = 0;
        await foreach ((string key, JsonElement record) in reader.RecordsAsync().WithCancellation(stopping))
        {
            Task written = job.AddRecordAsync(key, record);
            if (++waiting % Ahead == 0)
            {
                await written;
            }
        }

        await copies.RunAsync(stopping);
        if ((await StandAsync()).Stands != before)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"{name} has changed while it was exported; nothing was written, export it again");
        }

        await job.PublishAsync();
        return (items, copies.Count);
    }

    /// <summary>How the job stands; the same text twice means that nothing was changed between.</summary>
    private async Task<(long Id, string Site, string Stands)> StandAsync()
    {
        List<(long Id, string Site, int Run)> jobs = await database.AllAsync(
            row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2)), "select id, site, run from jobs where name = $1", name);
        if (jobs.Count == 0)
        {
            throw new RunStopException(StopReason.BadUsage, $"the store has no job {name}");
        }

        (long id, string site, int run) = jobs[0];
        PostgresJobReader reader = new(database, id, site, Path.GetFullPath(Path.Combine(options.FilesFolder, name)));
        if ((await reader.MachinesAsync()).FirstOrDefault(machine => machine.IsAtWork) is { } busy)
        {
            throw new JobHeldException(
                $"{name} is being worked on by process {busy.Process} on {busy.Host}; wait for it or stop it");
        }

        string? stands = await database.OneAsync<string>(
            "select concat_ws(' ', count(*), max(updated), max(fence), sum(state), max(seq)) from items where job = $1", id);
        return (id, site, $"{run} {stands}");
    }
}
