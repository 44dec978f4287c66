using System.Globalization;
using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>
/// Which items have files of the same bytes. Two may be chance, such as the same book listed twice; at the third something serves the wrong
/// file. Members may be called concurrently.
/// </summary>
/// <param name="known">What earlier runs have done.</param>
/// <param name="find">The record of an item as it is now.</param>
internal sealed class EqualFiles(IEnumerable<ItemRecord> known, Func<string, ItemRecord?> find)
{
    /// <summary>The third item with the same bytes is one too many.</summary>
    public const int TooMany = 3;

    // A job from before its script said no to equal files may hold one a thousand times.
    private const int MostKept = 8;

    // By the first eight bytes of the hash, for jobs of a million files.
    private readonly Dictionary<ulong, string[]> keys = Index(known);
    private readonly Lock gate = new();

    /// <summary>Notes the files of an item that is about to be done.</summary>
    /// <returns>The items that have one of them, this one last, in the order in which they got it; fewer than two where nobody else
    /// has.</returns>
    public (string Sha256, IReadOnlyList<string> Keys) Add(string key, IEnumerable<SavedFile> files)
    {
        (string Sha256, IReadOnlyList<string> Keys) most = ("", []);
        lock (gate)
        {
            foreach (string sha256 in files.Select(file => file.Sha256).Distinct(StringComparer.Ordinal))
            {
                string[] before = keys.GetValueOrDefault(Short(sha256), []);
                string[] holders = [.. before.Where(other => other != key && IsHolder(other, sha256)), key];
                keys[Short(sha256)] = holders;
                most = holders.Length > most.Keys.Count ? (sha256, holders) : most;
            }
        }

        return most;
    }

    /// <summary>The same bytes as a done item has them, or null where none has.</summary>
    public SavedFile? Elsewhere(string key, SavedFile file)
    {
        lock (gate)
        {
            return keys.GetValueOrDefault(Short(file.Sha256), [])
                .Where(other => other != key)
                .Select(other => find(other) is { State: ItemState.Done } record
                    ? record.Files.FirstOrDefault(each => each.Sha256 == file.Sha256) : null)
                .FirstOrDefault(found => found is not null);
        }
    }

    // What was done before may have got another file since; what is in work now is about to be done.
    private bool IsHolder(string key, string sha256) =>
        find(key) is not { State: ItemState.Done } record || record.Files.Any(file => file.Sha256 == sha256);

    private static ulong Short(string sha256) => ulong.Parse(sha256.AsSpan(0, 16), NumberStyles.HexNumber);

    private static Dictionary<ulong, string[]> Index(IEnumerable<ItemRecord> known)
    {
        Dictionary<ulong, string[]> index = [];
        foreach (ItemRecord record in known.Where(record => record.State == ItemState.Done))
        {
            foreach (SavedFile file in record.Files)
            {
                string[] before = index.GetValueOrDefault(Short(file.Sha256), []);
                index[Short(file.Sha256)] = before.Length == MostKept || before.Contains(record.Item.Key)
                    ? before : [.. before, record.Item.Key];
            }
        }

        return index;
    }
}
