using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// What items have that other items have, too: files of the same bytes, records that are equal. Members may be called concurrently.
/// </summary>
/// <param name="terms">Say what is right for the site.</param>
/// <param name="checkpoint">What other items have.</param>
internal sealed class EqualOutput(JobTerms terms, JsonCheckpoint checkpoint)
{
    private readonly EqualFiles? files = terms is { AllowsEqualFiles: true, KeepsEqualFilesOnce: false }
        ? null : new(checkpoint.Snapshot(), checkpoint.Find);
    private readonly EqualRecords? records = terms.AllowsEqualRecords ? null : new();

    /// <summary>The file that an item shares where equal ones are kept once; else its own.</summary>
    public SavedFile Shared(string key, SavedFile file) =>
        files!.Elsewhere(key, file) is { } kept && kept.Path != file.Path ? kept with { IsShared = true } : file;

    /// <summary>Why these files cannot be the item's own, or null; a second item with the same file is told and passes.</summary>
    public string? SuspectOf(string key, IReadOnlyList<SavedFile> saved, List<string> notices)
    {
        if (files?.Add(key, saved) is not { Keys: { Count: > 1 } keys } same || terms.KeepsEqualFilesOnce)
        {
            return null;
        }

        if (keys.Count < EqualFiles.TooMany)
        {
            notices.Add(EqualText.SameFile(same.Sha256, keys));
            return null;
        }

        return EqualText.SameFiles(same.Sha256, keys);
    }

    /// <summary>Why this record cannot be the item's own, or null; a third equal one is told and passes.</summary>
    public string? SuspectOf(string key, JsonElement? record, List<string> notices)
    {
        IReadOnlyList<string> keys = record is { } read ? records?.Add(key, read) ?? [] : [];
        if (keys.Count == EqualRecords.Told)
        {
            notices.Add(EqualText.SameRecord(keys));
        }

        return keys.Count < EqualRecords.TooMany ? null : EqualText.SameRecords(keys);
    }
}
