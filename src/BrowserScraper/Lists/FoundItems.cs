using System.Runtime.InteropServices;
using BrowserScraper.Items;

namespace BrowserScraper.Lists;

/// <summary>The keys that a run's discovery has met, over all its readings, and the rows that cannot be items.</summary>
internal sealed class FoundItems
{
    private const int MostUnusable = 1000;

    private readonly Dictionary<string, Seen> items = new(StringComparer.Ordinal);
    private readonly HashSet<(string?, string?)> unusable = [];
    private readonly HashSet<string> twins = new(StringComparer.Ordinal);

    // A list may have a million rows: what two of them are compared by is kept as hashes.
    private readonly record struct Seen(int Path, int Title, int Reading);

    public int Count => items.Count;

    /// <summary>Rows that were left out as they have no usable key.</summary>
    public int Unusable => unusable.Count;

    /// <summary>Keys that two different items have.</summary>
    public int Twins => twins.Count;

    /// <param name="item">A row, its key as <see cref="ItemKey.Of"/> makes it.</param>
    /// <param name="reading">The reading that it was met in.</param>
    /// <returns>Whether the run, and whether this reading, meets it for the first time.</returns>
    public (bool IsNew, bool IsNewToReading) Meet(WorkItem item, int reading)
    {
        ref Seen seen = ref CollectionsMarshal.GetValueRefOrAddDefault(items, item.Key, out bool isKnown);
        bool isNewToReading = !isKnown || seen.Reading != reading;
        seen = isKnown ? seen with { Reading = reading } : new(PathOf(item), TitleOf(item), reading);
        return (!isKnown, isNewToReading);
    }

    /// <summary>
    /// Whether a row has the key of another item, told for the first time: both path and title differ from those of the row
    /// that had it first. One of them alone says nothing: a promoted row has another query, and a title may be cut.
    /// </summary>
    public bool IsNewTwin(WorkItem item)
    {
        Seen first = items[item.Key];
        return Differ(first.Path, PathOf(item)) && Differ(first.Title, TitleOf(item)) && twins.Add(item.Key);
    }

    /// <summary>A row whose key cannot be used.</summary>
    /// <returns>Whether it is met for the first time.</returns>
    public bool LeaveOut(WorkItem item) => unusable.Count < MostUnusable && unusable.Add((item.Title, item.Address?.AbsoluteUri));

    // Zero stands for none, of which nothing is known.
    private static bool Differ(int first, int second) => first != second && first != 0 && second != 0;

    private static int PathOf(WorkItem item) => item.Address is { } address ? HashOf(address.AbsolutePath.TrimEnd('/')) : 0;

    private static int TitleOf(WorkItem item) => CleanText.Of(item.Title ?? "") is { Length: > 0 } title ? HashOf(title) : 0;

    private static int HashOf(string text) => text.GetHashCode(StringComparison.OrdinalIgnoreCase) | 1;
}
