using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// How a job stands, in <c>summary.json</c> beside its checkpoint, so that nobody has to read all records to tell it. It is a shortcut and
/// never the truth: it says how long the checkpoint's files were and up to which number they went, and where they are not so any more, they
/// are read.
/// </summary>
internal sealed record StoredSummary
{
    private const int CurrentFormat = 1;

    [JsonPropertyName("format")]
    public int Format { get; init; } = CurrentFormat;

    [JsonPropertyName("site")]
    public string Site { get; init; } = "";

    [JsonPropertyName("snapshot_bytes")]
    public long SnapshotBytes { get; init; }

    [JsonPropertyName("journal_bytes")]
    public long JournalBytes { get; init; }

    [JsonPropertyName("sequence")]
    public long Sequence { get; init; }

    [JsonPropertyName("done")]
    public int Done { get; init; }

    [JsonPropertyName("skipped")]
    public int Skipped { get; init; }

    [JsonPropertyName("failed")]
    public int Failed { get; init; }

    [JsonPropertyName("waiting")]
    public int Waiting { get; init; }

    [JsonPropertyName("updated")]
    public DateTimeOffset? Updated { get; init; }

    public static StoredSummary Of(string site, ItemTotals totals) => new()
    {
        Site = site,
        Done = totals[ItemState.Done],
        Skipped = totals[ItemState.Skipped],
        Failed = totals[ItemState.Failed],
        Waiting = totals[ItemState.Waiting],
        Updated = totals.Updated,
    };

    /// <summary>Writes it for the files as they are now. A disk that refuses it changes nothing.</summary>
    public void Save(CheckpointPaths paths)
    {
        try
        {
            byte[] written =
                JsonSerializer.SerializeToUtf8Bytes(
                    this with { SnapshotBytes = LengthOf(paths.Snapshot), JournalBytes = LengthOf(paths.Journal),
                    Sequence = SnapshotHeader.Peek(paths.Snapshot)?.Sequence ?? 0 }, StoredJson.Readable);
            DurableFile.Replace(paths.Summary, file => file.Write(written));
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            // The checkpoint itself tells the same.
        }
    }

    /// <returns>Null where there is none that can be read.</returns>
    public static StoredSummary? Read(CheckpointPaths paths)
    {
        try
        {
            return File.Exists(paths.Summary)
                && JsonSerializer.Deserialize<StoredSummary>(File.ReadAllBytes(paths.Summary), StoredJson.Readable)
                is { Format: CurrentFormat } read ? read : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException || StorageFault.Is(unreadable))
        {
            return null;
        }
    }

    /// <summary>The checkpoint is still as it was.</summary>
    public bool Holds(CheckpointPaths paths) => SnapshotBytes == LengthOf(paths.Snapshot) && JournalBytes == LengthOf(paths.Journal)
        && SnapshotHeader.Peek(paths.Snapshot)?.Sequence == Sequence;

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
