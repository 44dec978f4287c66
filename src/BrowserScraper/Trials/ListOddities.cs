using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Output;

namespace BrowserScraper.Trials;

/// <summary>What is odd about the rows of a list: what whoever writes its script should look at, before a run meets it.</summary>
internal static class ListOddities
{
    private const int MostNamed = 3;

    /// <param name="rows">As the script has yielded them, keys as a run takes them.</param>
    /// <param name="home">The script's <c>Home</c>.</param>
    /// <param name="isWhole">The list has no further rows.</param>
    /// <param name="count">How many the list says that it has.</param>
    /// <returns>One line each.</returns>
    public static IEnumerable<string> Of(IReadOnlyList<WorkItem> rows, Uri home, bool isWhole, ListCount count)
    {
        if (rows.Count == 0)
        {
            yield return "no items: DiscoverAsync has yielded nothing";
            yield break;
        }

        foreach (IGrouping<string, WorkItem> key in rows.GroupBy(Trouble).Where(each => each.Key.Length > 0))
        {
            yield return $"{Items(key.Count())} a run leaves out ({key.Key}): {Named(key.Select(NameOf))}";
        }

        if (Twice(rows.Select(row => row.Key).Where(key => key.Length > 0)) is { Count: > 0 } keys)
        {
            yield return $"{Counted.Of(keys.Count, "key")} came more than once, and a run takes each once: {Named(keys)}";
        }

        if (Twice(rows.Select(row => row.Address?.AbsoluteUri).OfType<string>()) is { Count: > 0 } addresses)
        {
            yield return $"{Counted.Of(addresses.Count, "address", "addresses")} came with more than one row: {Named(addresses)}";
        }

        foreach (string line in AddressLines(rows, home).Concat(TitleLines(rows)).Concat(NameLines(rows)))
        {
            yield return line;
        }

        if (isWhole && count.Contradiction(rows.Select(row => row.Key).Distinct(StringComparer.Ordinal).Count()) is { } contradiction)
        {
            yield return $"{contradiction}; a run tells such a list as incomplete. "
                + "If it has more pages, the script has not found the way to the next";
        }
    }

    /// <summary>Why a run leaves a row out; empty where it takes it.</summary>
    public static string Trouble(WorkItem row) => (ItemKey.Fault(row.Key) ?? ItemKey.FaultOfAddress(row.Address)) is { } fault
        ? fault.Replace("it is empty", "its key is empty", StringComparison.Ordinal) : "";

    private static IEnumerable<string> AddressLines(IReadOnlyList<WorkItem> rows, Uri home)
    {
        if (rows.All(row => row.Address is null))
        {
            yield return "no item has an address: ProcessAsync has to open one by itself";
            yield break;
        }

        if (rows.Count(row => row.Address is null) is > 0 and var missing)
        {
            yield return $"{Items(missing)} without an address: {Named(rows.Where(row => row.Address is null).Select(NameOf))}";
        }

        foreach (IGrouping<string, WorkItem> host in rows.Where(row => IsOff(row.Address, home)).GroupBy(row => row.Address!.Authority))
        {
            yield return $"{Items(host.Count())} off the site ({home.Authority}), at {host.Key}: {Named(host.Select(NameOf))}";
        }
    }

    private static IEnumerable<string> TitleLines(IReadOnlyList<WorkItem> rows)
    {
        string[] titles = [.. rows.Select(row => CleanText.Of(row.Title ?? ""))];
        if (rows.Count > 1 && titles[0].Length > 0 && titles.All(title => title == titles[0]))
        {
            yield return $"all {rows.Count} items have the same title: '{titles[0]}'";
        }
        else if (titles.Any(title => title.Length > 0) && titles.Count(title => title.Length == 0) is > 0 and var empty)
        {
            yield return $"{Items(empty)} without a title";
        }
    }

    private static IEnumerable<string> NameLines(IReadOnlyList<WorkItem> rows)
    {
        string[] changed = [.. rows.Select(row => row.Key).Where(key => key.Length > 0 && SafeFileName.Single(key) != key).Distinct()];
        if (changed.Length > 0)
        {
            yield return $"{Counted.Of(changed.Length, "key")} no file can be called, so a file named by it gets another name: "
                + Named(changed.Select(key => $"'{key}' becomes {SafeFileName.Single(key)}"));
        }
    }

    private static bool IsOff(Uri? address, Uri home) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            && !string.Equals(address.Host, home.Host, StringComparison.OrdinalIgnoreCase);

    private static List<string> Twice(IEnumerable<string> values) =>
        [.. values.GroupBy(value => value, StringComparer.Ordinal).Where(each => each.Skip(1).Any()).Select(each => each.Key)];

    private static string NameOf(WorkItem row) => row.Key.Length > 0 ? row.Key : row.Title ?? row.Address?.AbsoluteUri ?? "a row";

    private static string Items(int count) => $"{Counted.Of(count, "item")}";

    private static string Named(IEnumerable<string> all)
    {
        string[] names = [.. all];
        return string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "");
    }
}
