using BrowserScraper.Items;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>
/// Compares what a job has in the database and in the shared folder with what the portal has, and what was claimed and fetched with what
/// was done. Not concurrent.
/// </summary>
/// <param name="portal">What is right, and what was served.</param>
/// <param name="folder">Where the job's files get their names.</param>
internal sealed class StoredJudge(WatchedPortal portal, string folder)
{
    private readonly Dictionary<string, (long Fence, int Served)> done = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> again = new(StringComparer.Ordinal);
    private readonly FileFindings files = new(portal);

    /// <summary>
    /// Files that were sent once more after their item was done, to a machine that had it before and was taken for dead: it has not noticed
    /// yet. Nothing that it does changes anything.
    /// </summary>
    public int SentLate { get; private set; }

    /// <summary>To be called as often as possible while machines work.</summary>
    public void Look(IEnumerable<StoredItem> items)
    {
        foreach (StoredItem item in items.Where(item => item.State == ItemState.Done))
        {
            done.TryAdd(item.Key, (item.Fence, portal.TimesServed(item.Key)));
        }
    }

    /// <summary>No file has its name before it is whole, whoever works.</summary>
    public void LookAtFiles() => files.LookAt(folder);

    /// <summary>The judgement over everything that was looked at, and over how things are now that nobody works.</summary>
    public Findings Conclude(IReadOnlyList<StoredItem> items)
    {
        Look(items);
        LookAtFiles();
        Dictionary<string, StoredItem> known = items.ToDictionary(item => item.Key, StringComparer.Ordinal);
        foreach ((string key, (long fence, int served)) in done)
        {
            int late = portal.TimesServed(key) - served;
            if (known[key].Fence is var now && now > fence)
            {
                again[key] = "claimed again, though it was done";
            }
            else if (late > 0 && fence == 1)
            {
                again[key] = "fetched again, though it was done, and nobody had it before";
            }
            else
            {
                SentLate += late;
            }
        }

        return new(
            [.. from key in portal.Keys let why = Loss(key, known.GetValueOrDefault(key)) where why is not null select $"{key}: {why}"],
            [.. again.Select(item => $"{item.Key}: {item.Value}")],
            [
                .. files.Half.Select(file => $"{file.Key}: {file.Value}"),
                .. items.Where(item => item.IsPromised).Select(item => $"{item.Key}: its files have no names yet"),
            ],
            [.. files.Wrong.Select(file => $"{file.Key}: {file.Value}")]);
    }

    private string? Loss(string key, StoredItem? item) =>
        item is not { State: ItemState.Done }
            ? $"not done at the end, but {item?.State.ToString().ToLowerInvariant() ?? "not known"} ({item?.Error ?? "no reason given"})"
        : !File.Exists(Path.Combine(folder, portal.FileNameOf(key))) ? "done, and its file is not there"
        : !item.HasRecord ? "done, and its record is not there"
        : null;
}
