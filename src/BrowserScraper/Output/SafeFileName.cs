using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.Output;

/// <summary>Makes a relative path that is safe on every platform out of what a script or a site suggests.</summary>
internal static class SafeFileName
{
    private const int LongestPart = 120;

    private static readonly string[] Reserved =
    [
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    ];

    /// <summary>Keeps a good name as it is. A name that has to be changed gets a hash of the original, so that two never become one.</summary>
    public static string From(string suggested)
    {
        string path = string.Join('/', suggested.Split('/', '\\').Select(Part).Where(part => part.Length > 0));
        return path.Length == 0 ? Hash(suggested) : path;
    }

    private static string Part(string part)
    {
        StringBuilder safe = new(part.Length);
        foreach (char letter in part)
        {
            safe.Append(char.IsControl(letter) || char.IsSurrogate(letter) || "<>:\"|?*".Contains(letter) ? '_' : letter);
        }

        string name = safe.ToString().Trim(' ', '.');
        if (part.Length == 0 || (name == part && name.Length <= LongestPart && !IsReserved(name)))
        {
            return name;
        }

        string extension = Path.GetExtension(name) is { Length: <= 10 } short1 ? short1 : "";
        string stem = name[..^extension.Length];
        return $"{stem[..Math.Min(stem.Length, LongestPart - 20)]}-{Hash(part)}{extension}".TrimStart('-');
    }

    private static bool IsReserved(string name) => Reserved.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
}
