using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Stores;

/// <summary>
/// A store with what those who look at all jobs need besides: the command line, the service. Members may be called concurrently.
/// </summary>
internal interface IJobCatalog : IJobStore, IAsyncDisposable
{
    /// <summary>Where it is, for messages: a folder, or a database. It holds no password.</summary>
    string Place { get; }

    /// <summary>DATA_DIR: what this machine's own runs leave is below it.</summary>
    string Data { get; }

    /// <summary>Several machines may work on its jobs. What a machine's own runs leave stays below its DATA_DIR.</summary>
    bool IsShared { get; }

    /// <summary>How a command is told of this store: <c>--data ...</c> or <c>--store ...</c>.</summary>
    string Option { get; }

    /// <summary>All jobs, by name.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<IReadOnlyList<JobSummary>> ListAsync();

    /// <summary>One job.</summary>
    /// <returns>Null where there is no such job.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<JobSummary?> SummaryAsync(string job);

    /// <summary>The folder that a job's files are in; null where this machine has not been told of it.</summary>
    string? FilesOf(string job);

    /// <summary>Where files go that turned out bad; null as in <see cref="FilesOf"/>.</summary>
    string? BadOf(string job);

    /// <summary>A part of a job's items, in the order in which they became known.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="state">Those in this state alone; null for any.</param>
    /// <param name="text">Those alone whose key or title holds this, whatever the case of its letters; null for any.</param>
    /// <param name="offset">Those before the part.</param>
    /// <param name="limit">The most that it has.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<ListPart<ItemRecord>> PartAsync(string job, ItemState? state, string? text, int offset, int limit);

    /// <summary>A part of a job's files, in the order of its items.</summary>
    /// <inheritdoc cref="PartAsync"/>
    Task<ListPart<(ItemRecord Item, SavedFile File)>> FilesPartAsync(string job, int offset, int limit);

    /// <summary>How the last runs of its jobs stand on their machines. Empty where a job is for one process alone.</summary>
    /// <param name="job">Of this one alone; null for all.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<IReadOnlyList<RunStand>> RunsAsync(string? job = null);

    /// <summary>How a job's last run stands on its machines; null where it has had none, or is for one process alone.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    async Task<RunStand?> RunOfAsync(string job) => await RunsAsync(job) is [var run, ..] ? run : null;

    /// <summary>
    /// A job's items, in the order in which they became known, each with what was read of it: by field, its key left out.
    /// </summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    IAsyncEnumerable<KeyValuePair<ItemRecord, IReadOnlyDictionary<string, JsonElement>>> ExportAsync(string job);

    /// <summary>The fields that any of its records has, in the order in which they first appear.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<IReadOnlyList<string>> FieldsAsync(string job);

    /// <summary>All that is known of a job's last run, for its report.</summary>
    /// <returns>Null where there was none, or where jobs have one machine.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<WholeRun?> LastRunAsync(string job) => Task.FromResult<WholeRun?>(null);

    /// <summary>The script's own settings that a job's last run had, on whichever machine; without secrets.</summary>
    /// <returns>Null where there was none, or where jobs have one machine.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    Task<IReadOnlyDictionary<string, string>?> LastOptionsAsync(string job) => Task.FromResult<IReadOnlyDictionary<string, string>?>(null);

    /// <summary>
    /// Looks at a job's files again: whether each is there, is as long and has the bytes that the store says, and is what it was verified
    /// to be. An item with a bad one is to do again.
    /// </summary>
    /// <param name="job">The job's name.</param>
    /// <param name="site">As in the label of a plan's site, for a job that has lost its own to damage.</param>
    /// <param name="tell">Told of every bad file, one line each.</param>
    /// <param name="stopping">Ends it; what was found bad until then is noted.</param>
    /// <exception cref="JobHeldException">A run is at work.</exception>
    /// <exception cref="IOException">The job cannot be read or written.</exception>
    Task<VerifyResult> VerifyAsync(string job, string site, Action<string> tell, CancellationToken stopping);

    /// <summary>
    /// Completes when runs can begin, and files can be found. A store that is just starting is waited for, as a run waits for it.
    /// </summary>
    /// <exception cref="RunStopException">It cannot be used.</exception>
    Task ReadyAsync(CancellationToken stopping);

    /// <summary>Whether it answers, in one line for <c>doctor</c>.</summary>
    /// <exception cref="RunStopException">It cannot be used.</exception>
    Task<string> CheckAsync();
}
