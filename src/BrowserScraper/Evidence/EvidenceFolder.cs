using BrowserScraper.Items;
using BrowserScraper.Redaction;
using BrowserScraper.Storage;
using Microsoft.Playwright;

namespace BrowserScraper.Evidence;

/// <summary>
/// What a run keeps of its failures, a folder for each failed item: picture, HTML, console and network lines, a trace.
/// Members may be called concurrently.
/// </summary>
/// <param name="runRoot">The run's folder.</param>
/// <param name="folderOf">Makes a folder's name of an item's key.</param>
/// <param name="budget">Bytes that may be kept in all; 0 keeps nothing.</param>
/// <param name="tell">Told once when the budget is spent, or when the disk refuses.</param>
internal sealed class EvidenceFolder(string runRoot, Func<string, string> folderOf, long budget, Action<string> tell)
{
    private const string Name = "failures";

    private readonly Lock gate = new();
    private long used;
    private bool isClosed = budget == 0;

    /// <summary>Where all of it is.</summary>
    public string Root => In(runRoot);

    /// <summary>Where a run keeps it.</summary>
    public static string In(string runFolder) => Path.GetFullPath(Path.Combine(runFolder, Name));

    /// <summary>What stands in nothing that is kept. Default: nothing is known.</summary>
    public RunSecrets Secrets { get; init; } = RunSecrets.None;

    /// <summary>Gets a line for the operator.</summary>
    public Action<string> Tell => tell;

    /// <summary>There is room for more.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return !isClosed;
            }
        }
    }

    /// <summary>Keeps what a page shows of something that is no item's attempt, such as a sign-in.</summary>
    /// <returns>Where it is, or null where nothing is kept.</returns>
    public async Task<string?> KeepPageAsync(IPage page, WorkItem what, string why, TimeProvider time)
    {
        AttemptEvidence taken = new(this, what, attempt: 1, () => [], time);
        await taken.TakeAsync(page);
        return await taken.KeepAsync(new ItemOutcome.Failed(why)) is null ? null : Path.Combine(Root, folderOf(what.Key));
    }

    /// <summary>Where an item's evidence is, relative to the run's folder.</summary>
    public string Of(WorkItem item) => $"failures/{folderOf(item.Key)}";

    /// <summary>A file's path, its folder made. What is written there is to be told to <see cref="Count"/>.</summary>
    public string PathOf(WorkItem item, string name)
    {
        string folder = Path.Combine(runRoot, Of(item));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }

    /// <summary>Counts bytes that were written.</summary>
    public void Count(long bytes)
    {
        lock (gate)
        {
            used += bytes;
            Close(used >= budget,
                $"EVIDENCE: {used / 1_048_576} MB are kept, and further failures leave none; raise EVIDENCE_MB if you need more");
        }
    }

    /// <summary>Evidence must never harm the run: what the disk refuses is left out.</summary>
    public void Refused(Exception cause)
    {
        lock (gate)
        {
            Close(true, $"EVIDENCE: cannot be written ({StorageFault.Describe(runRoot, Name, cause)})");
        }
    }

    /// <summary>The item is done after all.</summary>
    public void Forget(WorkItem item)
    {
        string folder = Path.Combine(runRoot, Of(item));
        try
        {
            if (Directory.Exists(folder))
            {
                long bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
                Directory.Delete(folder, recursive: true);
                lock (gate)
                {
                    used -= bytes;
                }
            }
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            // It stays, and harms nobody.
        }
    }

    private void Close(bool isOver, string message)
    {
        if (isOver && !isClosed)
        {
            isClosed = true;
            tell(message);
        }
    }
}
