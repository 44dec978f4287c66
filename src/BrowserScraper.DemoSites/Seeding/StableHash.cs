namespace BrowserScraper.DemoSites.Seeding;

/// <summary>
/// The same number for the same words on every machine and in every run, which <c>GetHashCode</c> does not
/// promise.
/// </summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(int seed, string purpose, string key, int number = 0)
    {
        ulong hash = Add(Add(Add(Add(Offset, (uint)seed), purpose), key), (uint)number);

        // FNV alone leaves neighbours close together; this spreads one changed bit over all 64.
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    /// <summary>The hash as a number from 0 up to, and without, 1. Bit 0 takes no part in it.</summary>
    public static double ToUnit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    private static ulong Add(ulong hash, uint value) => (hash ^ value) * Prime;

    private static ulong Add(ulong hash, string text)
    {
        foreach (char letter in text)
        {
            hash = Add(hash, letter);
        }

        // Closes the word, so that "ab" + "c" and "a" + "bc" differ.
        return Add(hash, char.MaxValue);
    }
}
