using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Sites;

namespace BrowserScraper.Attempts;

/// <summary>
/// What items have that other items have, too: files of the same bytes, records that are equal. Members may be called concurrently.
/// </summary>
/// <param name="script">Says what is right for its site.</param>
/// <param name="checkpoint">What other items have.</param>
/// <param name="tell">Told of what may be chance still.</param>
internal sealed class EqualOutput(SiteScript script, ICheckpoint checkpoint, Action<string> tell)
{
    private readonly EqualFiles? files = script is { AllowsEqualFiles: true, KeepsEqualFilesOnce: false }
        ? null : new(checkpoint.Snapshot(), checkpoint.Find);
    private readonly EqualRecords? records = script.AllowsEqualRecords ? null : new();

    /// <summary>The file that an item shares where equal ones are kept once; else its own.</summary>
    public SavedFile Shared(string key, SavedFile file) =>
        files!.Elsewhere(key, file) is { } kept && kept.Path != file.Path ? kept with { IsShared = true } : file;

    /// <summary>Why these files cannot be the item's own, or null; a second item with the same file is told and passes.</summary>
    public string? SuspectOf(string key, IReadOnlyList<SavedFile> saved)
    {
        if (files?.Add(key, saved) is not { Keys: { Count: > 1 } keys } same || script.KeepsEqualFilesOnce)
        {
            return null;
        }

        if (keys.Count < EqualFiles.TooMany)
        {
            tell($"SAME FILE: {keys[0]} and {keys[1]} have files of the same bytes (sha256 {same.Sha256}); a third one stops the run");
            return null;
        }

        return $"the site serves the same file (sha256 {same.Sha256}) for {AllOf(keys)}; "
            + "something serves the wrong file. Mend that and run again; if equal files are right for this site, its script says so by "
                + "AllowsEqualFiles";
    }

    /// <summary>Why this record cannot be the item's own, or null; a third equal one is told and passes.</summary>
    public string? SuspectOf(string key, JsonElement? record)
    {
        IReadOnlyList<string> keys = record is { } read ? records?.Add(key, read) ?? [] : [];
        if (keys.Count == EqualRecords.Told)
        {
            tell($"SAME RECORD: {string.Join(", ", keys)} have equal records; a fifth one stops the run");
        }

        return keys.Count < EqualRecords.TooMany ? null
            : $"the pages of {AllOf(keys)} were read to equal records; something else was served as theirs. Look at one of them and mend "
                + "the script "
                + "(a mark, a required field, expect), then run with --force; if equal records are right for this site, its script says "
                    + "so by AllowsEqualRecords";
    }

    private static string AllOf(IReadOnlyList<string> keys) => $"{string.Join(", ", keys.SkipLast(1))} and {keys[^1]}";
}
