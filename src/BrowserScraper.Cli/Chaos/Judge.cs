using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Cli.Chaos;

/// <summary>Compares what a job has left on the disk with what the portal has, and what it has fetched with what it had.</summary>
/// <param name="portal">What is right, and what was served.</param>
/// <param name="job">The job's folder.</param>
internal sealed class Judge(WatchedPortal portal, string job)
{
    private readonly Dictionary<string, int> servedWhenDone = new(StringComparer.Ordinal);
    private readonly FileFindings files = new(portal);

    /// <summary>To be called whenever a run has ended, however it ended, and before the next one begins.</summary>
    public void LookAfterRun()
    {
        foreach (ItemRecord record in Items().Where(record => record.State == ItemState.Done))
        {
            servedWhenDone.TryAdd(record.Item.Key, portal.TimesServed(record.Item.Key));
        }

        files.LookAt(PathOf(""));
        LookForDamage();
    }

    /// <summary>The judgement over everything that was looked at, and over how things are now.</summary>
    public Findings Conclude()
    {
        LookAfterRun();
        IReadOnlyDictionary<string, int> records = Records();
        Dictionary<string, ItemRecord> items = Items().ToDictionary(record => record.Item.Key, StringComparer.Ordinal);
        return new(
            [.. from key in portal.Keys let why = Loss(key, items.GetValueOrDefault(key), records) where why
                is not null select $"{key}: {why}"],
            [
                .. from item in servedWhenDone let again = portal.TimesServed(
                    item.Key) - item.Value where again > 0 select $"{item.Key}: fetched again by a later start, though it was done",
                .. from record in records where record.Value > 1
                    && !IsFetchedAgain(record.Key) select $"{record.Key}: {record.Value} records",
            ],
            [.. files.Half.Select(file => $"{file.Key}: {file.Value}")],
            [.. files.Wrong.Select(file => $"{file.Key}: {file.Value}")]);
    }

    private string? Loss(string key, ItemRecord? item, IReadOnlyDictionary<string, int> records) =>
        item is not { State: ItemState.Done }
            ? $"not done at the end, but {item?.State.ToString().ToLowerInvariant() ?? "not known"} ({item?.Error ?? "no reason given"})"
        : !File.Exists(PathOf(portal.FileNameOf(key))) ? "done, and its file is not there"
        : !records.ContainsKey(key) ? "done, and its record is not there"
        : null;

    private bool IsFetchedAgain(string key) => servedWhenDone.TryGetValue(key, out int times) && portal.TimesServed(key) > times;

    /// <summary>A crash must leave nothing that the next start takes for damaged.</summary>
    private void LookForDamage()
    {
        foreach (string path in Directory.Exists(job) ? Directory.EnumerateFiles(job, "*.damaged-*") : [])
        {
            files.Half[Path.GetFileName(path)] = "set aside as damaged";
        }
    }

    private IReadOnlyList<ItemRecord> Items() => Directory.Exists(job) ? JobList.ItemsOf(job) : [];

    private Dictionary<string, int> Records()
    {
        string path = JobFolder.At(job).Records;
        Dictionary<string, int> found = new(StringComparer.Ordinal);
        foreach (string line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            try
            {
                string key = JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()!;
                found[key] = found.GetValueOrDefault(key) + 1;
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                files.Half[Path.GetFileName(path)] = "a line that cannot be read";
            }
        }

        return found;
    }

    private string PathOf(string name) => Path.Combine(JobFolder.At(job).Files, name);
}
