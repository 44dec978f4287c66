using System.Globalization;
using BrowserScraper.Items;

namespace BrowserScraper.Lists;

/// <summary>
/// How many items a list says that it has, and how many were read. Where a script reads several lists, each has its own count, and they are
/// summed.
/// </summary>
internal sealed class ListCount
{
    private readonly record struct Said(int First, int Last, bool IsAtLeast)
    {
        public bool HasMoved => !IsAtLeast && First != Last;
    }

    private readonly Dictionary<string, Said> lists = new(StringComparer.Ordinal);

    /// <summary>Rows that were read, those that stand there twice as well.</summary>
    public int Rows { get; private set; }

    /// <summary>Items that were read: each counts once, however often it stands there.</summary>
    public int Items { get; private set; }

    /// <summary>The list has said how many it has.</summary>
    public bool IsSaid => lists.Count > 0;

    /// <summary>How many the list says that it has, in words; null where it does not say it.</summary>
    public string? Words => IsSaid ? Word() : null;

    /// <summary>What the list says has changed while it was read.</summary>
    public bool HasMoved => lists.Values.Any(each => each.HasMoved);

    private int First => lists.Values.Sum(each => each.First);

    private int Last => lists.Values.Sum(each => each.Last);

    public void Read(bool isItem)
    {
        Rows++;
        Items += isItem ? 1 : 0;
    }

    /// <summary>Takes what a list says: its first and its last word count.</summary>
    public void Expect(int total, bool atLeast, string list) =>
        lists[list] = new(lists.TryGetValue(list, out Said said) ? said.First : total, total, atLeast);

    /// <summary>Why what was read is not the whole list; null where it is, or where the list says nothing.</summary>
    /// <param name="found">Items that all readings together have met. A row that another one's going hides from one reading was met in the
    /// one before.</param>
    public string? Contradiction(int found)
    {
        int all = Math.Max(Items, found);
        bool isWhole = lists.Values.Any(each => each.IsAtLeast) ? all >= Last
            : HasMoved ? Items >= Math.Min(First, Last) && Items <= Math.Max(First, Last) && all >= Math.Max(First, Last)
            : Items == Last || (Items < Last && all >= Last);
        return !IsSaid || isWhole ? null
            : $"the list says {Word()}, and {Number(Rows)} {(Rows == 1 ? "was" : "were")} "
                + $"read{(Rows == Items ? "" : $", {Number(Items)} of them different")}";
    }

    private string Word() => lists.Values switch
    {
        var all when all.Any(each => each.IsAtLeast) => $"at least {Counted.Of(Last, "item")}",
        _ when First == Last => Counted.Of(Last, "item"),
        _ => $"{Counted.Of(First, "item")} at first and {Number(Last)} at last",
    };

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
