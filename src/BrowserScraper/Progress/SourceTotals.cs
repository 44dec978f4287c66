using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>Adds up a run's events by source. Not concurrent; its owner sees to that.</summary>
internal sealed class SourceTotals
{
    private readonly SortedDictionary<string, SourceResult> sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> held = new(StringComparer.Ordinal);

    public IReadOnlyList<SourceResult> All => [.. sources.Values];

    public SourceResult this[string source] => sources.GetValueOrDefault(source) ?? new() { Source = source };

    public void Read(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.GroupStarted start: sources[start.Group] = this[start.Group] with { IsOpen = true }; break;
            case RunEvent.GroupSkipped skipped: sources[skipped.Group] = this[skipped.Group]
                with { SkippedUntil = skipped.Until, LastError = skipped.Error }; break;
            case RunEvent.ItemLeft item when held.TryAdd(item.Key, item.Group): Leave(item.Group, 1); break;
            case RunEvent.ItemQueued item when held.Remove(item.Key, out string? group): Leave(group, -1); break;
            case RunEvent.ItemEnded item:
                sources[item.Group] = Counted(this[item.Group], item);
                _ = item.State == ItemState.Failed && failed.Add(item.Key);
                break;
            case RunEvent.ItemCancelled item: sources[item.Group] = this[item.Group] with { Skipped = this[item.Group].Skipped + 1 }; break;
            case RunEvent.ItemQueuedAgain item when failed.Remove(item.Key): sources[item.Group] = this[item.Group]
                with { Failed = this[item.Group].Failed - 1 }; break;
            case RunEvent.GroupEnded end:
                SourceResult source = this[end.Group];
                sources[end.Group] = source with
                {
                    Seconds = Math.Round(source.Seconds + end.Took.TotalSeconds, 3),
                    TimedOut = source.TimedOut || end.Limit is not null,
                    Left = source.Left + end.Left,
                    IsOpen = false,
                };
                break;
        }
    }

    private void Leave(string group, int items) => sources[group] = this[group] with { Left = this[group].Left + items };

    private static SourceResult Counted(SourceResult source, RunEvent.ItemEnded item) => item.State switch
    {
        ItemState.Done =>
            Saved(source with { Done = source.Done + 1, Duplicates = source.Duplicates + item.Files.Count(file => file.IsShared) },
            [.. item.Files.Where(file => !file.IsShared)]),
        ItemState.Skipped => source with { Skipped = source.Skipped + 1 },
        ItemState.Failed => source with { Failed = source.Failed + 1, LastError = $"{item.Outcome}: {item.Reason}" },
        _ when item.Due is null => source with { Left = source.Left + 1, LastError = $"{item.Outcome}: {item.Reason}" },
        _ => source with { LastError = $"{item.Outcome}: {item.Reason}" },
    };

    private static SourceResult Saved(SourceResult source, SavedFile[] files) => source with
    {
        Files = source.Files + files.Length,
        Images = source.Images + files.Count(file => file.Kind.IsImage),
        Videos = source.Videos + files.Count(file => file.Kind.IsVideo),
        BytesSaved = source.BytesSaved + files.Sum(file => file.Size),
    };
}
