using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>
/// Whose each file name of a job is, so that no item writes over another's file. Names that differ by case only, or by how an accent is
/// written, are one file on Windows and macOS: the first item keeps the name, the next gets one with a hash. Members may be called
/// concurrently.
/// </summary>
internal sealed class FileNames
{
    private readonly Dictionary<ulong, ulong> owners = [];
    private readonly HashSet<ulong> folders = [];
    private readonly Lock gate = new();

    public FileNames(IEnumerable<ItemRecord> known)
    {
        foreach (ItemRecord record in known)
        {
            foreach (SavedFile file in record.Files)
            {
                Take(record.Item.Key, file.Path);
            }
        }
    }

    /// <summary>The name that the item's file gets; the same each time.</summary>
    /// <param name="key">The item's key.</param>
    /// <param name="name">A safe name, as <see cref="SafeFileName.From"/> makes it.</param>
    public string Claim(string key, string name)
    {
        lock (gate)
        {
            string given = name;
            for (int round = 0; !IsFree(key, given, isWanted: round == 0); round++)
            {
                string what = $"{key}\n{name}\n{round}";
                given = IsFolderTrouble(name) ? SafeFileName.DistinctFolder(name, what) : SafeFileName.Distinct(name, what);
            }

            Take(key, given);
            return given;
        }
    }

    private bool IsFree(string key, string name, bool isWanted)
    {
        ulong place = Hash(Folded(name));
        return owners.TryGetValue(place, out ulong owner)
            ? owner == OwnerOf(key, name)
            : !(isWanted && MayBeWrittenInTwoWays(name)) && !folders.Contains(place)
                && FoldersOf(name).All(folder => !owners.ContainsKey(folder));
    }

    // Another name for the file alone would leave it in the folder whose name is the trouble.
    private bool IsFolderTrouble(string name) =>
        name.Contains('/') && (FoldersOf(name).Any(owners.ContainsKey) || MayBeWrittenInTwoWays(name[..name.LastIndexOf('/')]));

    private void Take(string key, string name)
    {
        owners.TryAdd(Hash(Folded(name)), OwnerOf(key, name));
        folders.UnionWith(FoldersOf(name));
    }

    private static IEnumerable<ulong> FoldersOf(string name)
    {
        for (int slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            yield return Hash(Folded(name[..slash]));
        }
    }

    // Two names of one item may be twins as well, so the owner is item and name.
    private static ulong OwnerOf(string key, string name) => Hash($"{key}\n{name}");

    private static string Folded(string name) => name.ToUpperInvariant();

    /// <summary>
    /// Without tables of Unicode (the program runs without ICU) two spellings cannot be compared, but they can be told: all but one of them
    /// hold a combining mark, a part of a Hangul syllable, or a character that only stands for another (Unicode Standard Annex 15, 1.3).
    /// </summary>
    internal static bool MayBeWrittenInTwoWays(string name) => !Ascii.IsValid(name) && name.Any(letter =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark
        || letter is (>= '\u1100' and <= '\u11FF') or (>= '\uA960' and <= '\uA97F') or (>= '\uD7B0' and <= '\uD7FF')
            or (>= '\uF900' and <= '\uFAFF') or (>= '\uFB1D' and <= '\uFB4E') or (>= '\u1F00' and <= '\u1FFF')
                or (>= '\u0958' and <= '\u095F')
            or '\u0374' or '\u037E' or '\u0387' or '\u2000' or '\u2001' or '\u2126' or '\u212A' or '\u212B' or '\u2329' or '\u232A'
                or '\u2ADC');

    // Eight bytes a name, for jobs of a million files; a chance meeting only costs an item a longer name.
    private static ulong Hash(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
