using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using BrowserScraper.Items;

namespace BrowserScraper.Lists;

/// <summary>The keys that a run's discovery has met, over all its readings, and the rows that cannot be items.</summary>
internal sealed partial class FoundItems
{
    private const int MostUnusable = 1000;

    private readonly Dictionary<string, Seen> items = new(StringComparer.Ordinal);
    private readonly HashSet<(string?, string?)> unusable = [];
    private readonly HashSet<string> twins = new(StringComparer.Ordinal);

    // A list may have a million rows: what two of them are compared by is kept as hashes.
    private readonly record struct Seen(int Path, Parameters Parameters, int Title, int Reading);

    /// <param name="Names">Which parameters an address has.</param>
    /// <param name="Values">And what they say.</param>
    private readonly record struct Parameters(int Names, int Values);

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
        seen = isKnown ? seen with { Reading = reading } : new(PathOf(item), ParametersOf(item), TitleOf(item), reading);
        return (!isKnown, isNewToReading);
    }

    /// <summary>
    /// Whether a row has the key of another item: both address and title differ from those of the row that had it first. One of them alone
    /// says nothing: a promoted row has further parameters, and a title may be cut.
    /// </summary>
    public bool IsTwin(WorkItem item)
    {
        Seen first = items[item.Key];
        Parameters own = ParametersOf(item);
        bool isElsewhere = Differ(first.Path, PathOf(item))
            || (first.Parameters.Names == own.Names && Differ(first.Parameters.Values, own.Values));
        return isElsewhere && Differ(first.Title, TitleOf(item));
    }

    /// <returns>Whether its key is met as a twin's for the first time.</returns>
    public bool AddTwin(WorkItem item) => twins.Add(item.Key);

    /// <summary>A row whose key cannot be used.</summary>
    /// <returns>Whether it is met for the first time.</returns>
    public bool LeaveOut(WorkItem item) => unusable.Count < MostUnusable && unusable.Add((item.Title, item.Address?.AbsoluteUri));

    // Zero stands for none, of which nothing is known.
    private static bool Differ(int first, int second) => first != second && first != 0 && second != 0;

    private static int PathOf(WorkItem item) => item.Address is { } address ? HashOf(address.AbsolutePath.TrimEnd('/')) : 0;

    /// <summary>
    /// Those that tell items apart: not those of a session, of a campaign, or of a place in the list. What stands behind a # counts as one.
    /// </summary>
    private static Parameters ParametersOf(WorkItem item)
    {
        if (item.Address is not { } address || (address.Query.Length < 2 && address.Fragment.Length < 2))
        {
            return default;
        }

        string[] pairs =
            [.. address.Query.TrimStart('?').Split('&')
            .Where(pair => pair.Contains('=', StringComparison.Ordinal) && !Passing().IsMatch(pair.Split('=')[0]))];
        bool hasPlace = address.Fragment.Length > 1;
        return new(
            HashOf(string.Join('&', pairs.Select(pair => pair.Split('=')[0]).Append(hasPlace ? "#" : ""))),
            HashOf(string.Join('&', pairs.Append(address.Fragment))));
    }

    private static int TitleOf(WorkItem item) => CleanText.Of(item.Title ?? "") is { Length: > 0 } title ? HashOf(title) : 0;

    private static int HashOf(string text) => text.GetHashCode(StringComparison.OrdinalIgnoreCase) | 1;

    [GeneratedRegex(
        "^(?:utm_.*|.*clid|.*sid|.*sess(?:ion)?(?:id)?|token|csrf.*|sig(?:nature)?|expires?|ts|t|time(?:stamp)?|_|"
        + "ref(?:errer)?|src|source|from|page|p|pos(?:ition)?|rank|index|offset|start|sort|order)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Passing();
}
