using System.Globalization;
using BrowserScraper.Items;

namespace BrowserScraper.Lists;

/// <summary>How many rows a list says that it has, and how many were read.</summary>
internal sealed class ListCount
{
    private int first;
    private int last;
    private bool isAtLeast;

    /// <summary>Rows that were read, those that stand there twice as well.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows with a key that no row before had.</summary>
    public int Distinct { get; private set; }

    /// <summary>The list has said how many it has.</summary>
    public bool IsSaid { get; private set; }

    /// <summary>What the list says has changed while it was read.</summary>
    public bool HasMoved => IsSaid && !isAtLeast && first != last;

    public void Read(bool isDistinct)
    {
        Rows++;
        Distinct += isDistinct ? 1 : 0;
    }

    /// <summary>Takes what the list says. The first and the last count: rows that came or went meanwhile were read or not.</summary>
    public void Expect(int total, bool atLeast)
    {
        first = IsSaid ? first : total;
        last = total;
        isAtLeast = atLeast;
        IsSaid = true;
    }

    /// <summary>Why what was read is not the whole list; null where it is, or where the list says nothing.</summary>
    public string? Contradiction()
    {
        int least = Math.Min(first, last);
        int most = isAtLeast ? int.MaxValue : Math.Max(first, last);
        bool Fits(int count) => count >= least && count <= most;
        return !IsSaid || Fits(Rows) || Fits(Distinct) // a promoted row stands there twice
            ? null : $"the list says {Said(least)}, and {Number(Rows)} {(Rows == 1 ? "was" : "were")} read";
    }

    private string Said(int least) => (isAtLeast, first == last) switch
    {
        (true, _) => $"at least {Counted.Of(least, "item")}",
        (_, true) => Counted.Of(last, "item"),
        _ => $"{Counted.Of(first, "item")} at first and {Number(last)} at last",
    };

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
