using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>
/// Jobs in PostgreSQL, each for as many machines as come: who opens a job joins the run that is at work, or begins one. Files are in a
/// folder that all of them share.
/// </summary>
public sealed partial class PostgresJobStore : IJobStore, IAsyncDisposable
{
    private const int KeptRuns = 100;

    /// <summary>In seconds.</summary>
    private const int LongestConnecting = 5;

    /// <summary>More than an item needs. To be planned anew each time costs as much as to be run.</summary>
    private const int PreparedStatements = 40;

    private readonly Database database;
    private readonly PostgresOptions options;
    private readonly SemaphoreSlim turn = new(1, 1);
    private bool isReady;

    public PostgresJobStore(PostgresOptions options)
    {
        if (!SchemaName().IsMatch(options.Schema))
        {
            throw new ArgumentException($"'{options.Schema}' is no name for a schema: small letters, digits and _", nameof(options));
        }

        this.options = options;
        NpgsqlConnectionStringBuilder given = new(options.Connection);
        NpgsqlConnectionStringBuilder connection = new(options.Connection)
        {
            SearchPath = options.Schema,

            // No answer comes over a network that stalls.
            Timeout = given.Timeout is > 0 and < LongestConnecting ? given.Timeout : LongestConnecting,
            CommandTimeout = 16,

            MaxAutoPrepare = given.ShouldSerialize("Max Auto Prepare") ? given.MaxAutoPrepare : PreparedStatements,
            AutoPrepareMinUsages = 2,

            // Nothing here outlasts a transaction: there is nothing to be set back before the next one.
            NoResetOnClose = true,

            // A machine that is stopped in the middle must not hold up all others, and one that is cut off no connections.
            Options = $"{given.Options} -c idle_in_transaction_session_timeout={LongestIdle(options.Lease)} -c statement_timeout=15000"
                + " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
        };
        database = new(new NpgsqlDataSourceBuilder(connection.ConnectionString).Build());
    }

    /// <inheritdoc/>
    public async Task<IJobSession> OpenAsync(JobTerms terms, CancellationToken stopping)
    {
        JobPlace place = await BegunAsync(
            async () =>
            {
                await BeReadyAsync();
                return await database.InStepAsync(step => JoinAsync(step, terms));
            },
            stopping);
        string files = FilesOf(terms.Job) ?? throw new ArgumentException("a run needs a folder for files", nameof(terms));
        DatabaseWatch watch = new(options.Pause, options.Heartbeat, TimeProvider.System);
        PostgresJobReader reader = new(database.Waited(watch), place.Job, terms.Site, files);
        PostgresJobSession session = new(database, watch, reader, options, terms, place, files, stopping);
        await reader.PlaceAsync();
        await PromisedFiles.SweepAsync(database.Waited(watch), place.Job, files);
        await session.FollowAsync(); // a paused run is joined paused
        return session;
    }

    /// <inheritdoc/>
    public async Task<IJobReader?> FindAsync(string job)
    {
        await BeReadyAsync();
        List<(long Id, string Site)> found = await database.AllAsync(
            row => (row.GetInt64(0), row.GetString(1)), "select id, site from jobs where name = $1", job);
        return found.Count == 0 ? null : new PostgresJobReader(database, found[0].Id, found[0].Site, FilesOf(job));
    }

    /// <summary>Looks at what the store needs: whether it is there, and fine, and what is to be done where it is not.</summary>
    internal IAsyncEnumerable<StoreFinding> CheckAsync() => new StoreCheck(options, database).RunAsync();

    /// <summary>Removes a job with all that it has: rows, files, staging. Machines that work on it notice, and end.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="stopping">Gives up; deleting it again goes on.</param>
    /// <returns>How many items it had; null where there is no such job.</returns>
    /// <exception cref="IOException">The database does not answer, or a file cannot be removed; deleting it again goes on.</exception>
    public async Task<long?> DeleteAsync(string job, CancellationToken stopping)
    {
        await BeReadyAsync();
        return await new JobDeletion(options, database, job).RunAsync(stopping);
    }

    /// <summary>Takes a job over from a folder, whole: items, records, files. The folder stays as it is.</summary>
    /// <param name="dataDirectory">DATA_DIR, where it is.</param>
    /// <param name="job">Its name.</param>
    /// <param name="stopping">Gives up, and nothing was taken over.</param>
    /// <returns>How many items and files it has.</returns>
    /// <exception cref="RunStopException">There is no such job, or the store has one of that name, or a file is not as it was.</exception>
    /// <exception cref="JobHeldException">Somebody works on it.</exception>
    public async Task<(int Items, int Files)> ImportAsync(string dataDirectory, string job, CancellationToken stopping)
    {
        await BeReadyAsync();
        return await new JobImport(options, database, job).RunAsync(dataDirectory, stopping);
    }

    /// <summary>Writes a job into a folder, whole, as a job that is kept in files. It stays in the store as it is.</summary>
    /// <param name="dataDirectory">DATA_DIR, where it is to be.</param>
    /// <param name="job">Its name.</param>
    /// <param name="stopping">Gives up, and nothing was written.</param>
    /// <returns>How many items and files it has.</returns>
    /// <exception cref="RunStopException">There is no such job, or the folder has one of that name, or a file is not as it was.</exception>
    /// <exception cref="JobHeldException">Somebody works on it.</exception>
    public async Task<(int Items, int Files)> ExportAsync(string dataDirectory, string job, CancellationToken stopping)
    {
        await BeReadyAsync();
        return await new JobExport(options, database, job).RunAsync(dataDirectory, stopping);
    }

    /// <inheritdoc/>
    public async Task<IJobControl?> ControlAsync(string job)
    {
        await BeReadyAsync();
        long id = await database.OneAsync<long>("select id from jobs where name = $1", job);
        return id == 0 ? null : new PostgresJobControl(database, id);
    }

    /// <summary>Steers a job, which is made where it is not known: its first run says which site it is of.</summary>
    /// <exception cref="RunStopException">It is being deleted, or the store cannot be used.</exception>
    internal async Task<IJobControl> ControlOrNewAsync(string job)
    {
        await BeReadyAsync();
        long id = await database.InStepAsync(async step =>
        {
            await JobDeletion.RefuseAsync(step, job);
            await step.RunAsync("insert into jobs (name, site) values ($1, '') on conflict (name) do nothing", job);
            return await step.OneAsync<long>("select id from jobs where name = $1", job);
        });
        return new PostgresJobControl(database, id);
    }

    /// <inheritdoc cref="IJobCatalog.LastRunAsync"/>
    internal async Task<WholeRun?> LastRunAsync(string job)
    {
        await BeReadyAsync();
        long id = await database.OneAsync<long>("select id from jobs where name = $1", job);
        return id == 0 ? null : await new WholeRuns(database, id, FilesOf(job)).ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        turn.Dispose();
    }

    /// <summary>The database, as this program needs it.</summary>
    /// <exception cref="RunStopException">It cannot be used.</exception>
    internal async Task<Database> ReadyAsync()
    {
        await BeReadyAsync();
        return database;
    }

    /// <summary>Waits for a database that is starting, as a run does, and looks whether the folder for files is the one of all.</summary>
    /// <exception cref="RunStopException">It cannot be used.</exception>
    internal Task BeReadyForRunsAsync(CancellationToken stopping) => BegunAsync(
        async () =>
        {
            await BeReadyAsync();
            return await database.InStepAsync(async step =>
            {
                await new SharedFolder(options.FilesFolder).BeTheSameAsync(step);
                return true;
            });
        },
        stopping);

    /// <summary>Where a job's files are in place.</summary>
    internal string FilesFolderOf(string job) => Path.Combine(FilesOf(job)!, "files");

    /// <summary>Where files go that turned out bad later.</summary>
    internal string BadFolderOf(string job) => Path.Combine(FilesOf(job)!, "bad");

    /// <summary>In milliseconds: over well before the others take what the machine has.</summary>
    private static int LongestIdle(TimeSpan lease) => (int)Math.Min(15_000, lease.TotalMilliseconds / 2);

    private string? FilesOf(string job) =>
        options.FilesFolder.Length == 0 ? null : Path.GetFullPath(Path.Combine(options.FilesFolder, job));

    private async Task BeReadyAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (!isReady)
            {
                isReady = await database.InStepAsync(async step =>
                {
                    await Migrations.RunAsync(step, options.Schema);
                    return true;
                });
            }
        }
        catch (Exception refused) when (StoreTrouble.Of(refused, new(options.Connection)) is { } told)
        {
            throw new RunStopException(told.Reason, told.Message, refused);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// What a run begins with. A database that is starting, or full, is waited for as long as one that goes away later; whatever else it
    /// refuses ends the run before it begins: a wrong address or password does not mend itself.
    /// </summary>
    private async Task<T> BegunAsync<T>(Func<Task<T>> begin, CancellationToken stopping)
    {
        for (long since = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await begin();
            }
            catch (Exception busy) when (
                DatabaseTrouble.IsBusy(busy is RunStopException ? busy.InnerException ?? busy : busy)
                && TimeProvider.System.GetElapsedTime(since) < options.Patience)
            {
                await Task.Delay(options.Pause, TimeProvider.System, stopping);
            }
            catch (IOException refused)
            {
                throw new RunStopException(StopReason.MachineLacks, refused.Message, refused);
            }
        }
    }

    /// <summary>Joins the run that is at work, or begins one.</summary>
    private async Task<JobPlace> JoinAsync(Step step, JobTerms terms)
    {
        await step.TakeTimeAsync(); // another machine may be beginning a long run just now
        await new SharedFolder(options.FilesFolder).BeTheSameAsync(step);
        await JobDeletion.RefuseAsync(step, terms.Job);
        await step.RunAsync(
            "insert into jobs as j (name, site) values ($1, $2) on conflict (name) do update set site = $2 where j.site = ''",
            terms.Job, terms.Site);
        (long job, string site, int run) = (await step.AllAsync(
            row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2)), "select id, site, run from jobs where name = $1 for update",
            terms.Job))[0];
        if (site != terms.Site)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"the database's job {terms.Job} is one of {site}, and this run is for {terms.Site}; choose another STORE, or correct "
                    + terms.SiteSetting);
        }

        if (await IsAtWorkAsync(step, job, run))
        {
            RunTerms.Refuse(terms, (await step.OneAsync<string>("select terms::text from runs where job = $1 and number = $2", job, run))!);
        }
        else
        {
            run = await BeginAsync(step, job, run, terms);
        }

        long machine = await step.OneAsync<long>(
            """
            insert into machines (job, run, host, process, version, beat, clock_offset, lease)
            values ($1, $2, $3, $4, $5, clock_timestamp(), $6 - clock_timestamp(), $7) returning id
            """, job, run, Environment.MachineName, Environment.ProcessId, MachineWork.Version, options.Time.GetUtcNow(), options.Lease);
        TimeSpan age = await step.OneAsync<TimeSpan>(
            "select clock_timestamp() - begun from runs where job = $1 and number = $2", job, run);
        return new(job, run, machine) { Age = age };
    }

    /// <summary>Somebody works on that run, and has been heard of.</summary>
    private static Task<bool> IsAtWorkAsync(Step step, long job, int run) => step.OneAsync<bool>(
        """
        select exists (select 1 from runs r join machines m on m.job = r.job and m.run = r.number
            where r.job = $1 and r.number = $2 and r.ended is null and m.gone is null and m.beat > clock_timestamp() - m.lease)
        """, job, run);

    private static async Task<int> BeginAsync(Step step, long job, int before, JobTerms terms)
    {
        int run = before + 1;
        await step.RunLongAsync("update items set place = 0 where job = $1 and place <> 0", job); // may be a million
        await step.RunAsync("update runs set ended = now() where job = $1 and ended is null", job);
        await step.RunAsync("update jobs set run = $2 where id = $1", job, run);
        await step.RunAsync(
            "insert into runs (job, number, terms) values ($1, $2, $3::jsonb)", job, run, JsonSerializer.Serialize(terms, Database.Json));
        await ForgetAsync(step, job, run);
        return run;
    }

    /// <summary>What only the runs before needed, and the oldest of them: a job may run each day for years.</summary>
    private static async Task ForgetAsync(Step step, long job, int run)
    {
        await step.RunAsync("delete from digests where job = $1 and run < $2", job, run);
        await step.RunAsync("delete from ended_groups where job = $1 and run < $2", job, run);
        await step.RunAsync("delete from machines where job = $1 and run < $2", job, run - KeptRuns); // no item names them
        await step.RunAsync("delete from runs where job = $1 and number < $2", job, run - KeptRuns);
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
