using BrowserScraper.Items;

namespace BrowserScraper.Cli.Chaos;

/// <summary>
/// Files under their final names that are not what the portal has. What was seen once counts, also where it was mended since.
/// </summary>
internal sealed class FileFindings(WatchedPortal portal)
{
    /// <summary>The beginning of the right bytes, and whatever else is half; by name.</summary>
    public SortedDictionary<string, string> Half { get; } = new(StringComparer.Ordinal);

    /// <summary>Other bytes, or a name that no item has; by name.</summary>
    public SortedDictionary<string, string> Wrong { get; } = new(StringComparer.Ordinal);

    /// <param name="folder">Where the job's files are; it need not be there yet.</param>
    public void LookAt(string folder)
    {
        Dictionary<string, string> keys = portal.Keys.ToDictionary(portal.FileNameOf, StringComparer.Ordinal);
        foreach (string path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            string name = Path.GetRelativePath(folder, path);
            if (!keys.TryGetValue(name, out string? key))
            {
                Wrong[name] = "the portal has no file of this name";
                continue;
            }

            byte[] there = File.ReadAllBytes(path);
            byte[] right = portal.BytesOf(key);
            if (there.Length < right.Length && right.AsSpan().StartsWith(there))
            {
                Half[name] = $"{there.Length} of {Counted.Of(right.Length, "byte")}";
            }
            else if (!there.AsSpan().SequenceEqual(right))
            {
                Wrong[name] = "not the bytes that the portal has";
            }
        }
    }
}
