using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.Output;

/// <summary>Makes a relative path that is safe on every platform out of what a script or a site suggests.</summary>
internal static class SafeFileName
{
    private const int LongestPart = 120; // bytes of UTF-8; file systems take 255

    private static readonly string[] Reserved =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        .. "0123456789\u00B9\u00B2\u00B3".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" }),
    ];

    /// <summary>
    /// Keeps a good name as it is. A name that has to be changed gets a hash of the original, so that two never become one.
    /// </summary>
    public static string From(string suggested)
    {
        string[] parts = suggested.Split('/', '\\');
        string path = string.Join('/', parts.Where(part => part.Length > 0).Select(Single));
        if (path.Length > 0 && parts.All(part => part.Length > 0) && !suggested.Contains('\\'))
        {
            return path;
        }

        return Distinct(path, suggested);
    }

    /// <summary>The same for a name that is one part, such as an item's key.</summary>
    public static string Single(string part)
    {
        StringBuilder safe = new(part.Length);
        foreach (char letter in part)
        {
            safe.Append(char.IsControl(letter) || char.IsSurrogate(letter) || "<>:\"|?*/\\".Contains(letter) ? '_' : letter);
        }

        string name = safe.ToString().Trim(' ', '.');
        if (IsReserved(name))
        {
            name = $"_{name}";
        }

        return name == part && name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= LongestPart ? name : WithHash(name, part);
    }

    /// <summary>Another name for a file whose own is taken, told from others by a hash of <paramref name="what"/>.</summary>
    public static string Distinct(string path, string what)
    {
        int last = path.LastIndexOf('/') + 1;
        return path[..last] + WithHash(path[last..], what);
    }

    /// <summary>The same by another name for the first folder.</summary>
    public static string DistinctFolder(string path, string what)
    {
        int first = path.IndexOf('/', StringComparison.Ordinal);
        return WithHash(path[..first], what) + path[first..];
    }

    private static string WithHash(string name, string original)
    {
        string extension = Path.GetExtension(name) is { Length: <= 10 } short1 ? short1 : "";
        string stem = Cut(name[..^extension.Length], LongestPart - 20);
        return $"{stem}-{Hash(original)}{extension}".TrimStart('-');
    }

    private static string Cut(string text, int bytes)
    {
        int length = Math.Min(text.Length, bytes);
        while (Encoding.UTF8.GetByteCount(text.AsSpan(0, length)) > bytes)
        {
            length--;
        }

        return text[..length];
    }

    // Windows looks at what stands before the first point, spaces at its end left out.
    private static bool IsReserved(string name) =>
        Reserved.Contains(name.Split('.')[0].TrimEnd(' '), StringComparer.OrdinalIgnoreCase);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
}
