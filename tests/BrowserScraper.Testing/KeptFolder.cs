using System.Runtime.CompilerServices;

namespace BrowserScraper.Testing;

/// <summary>Data folders as earlier programs wrote them; a test works on a copy.</summary>
public static class KeptFolder
{
    /// <summary>The first one: see Kept/README.md.</summary>
    public const string First = "format-1";

    /// <summary>Copies it.</summary>
    public static void CopyTo(string folder, string name = First)
    {
        string kept = Path.Combine(Here(), "Kept", name);
        foreach (string file in Directory.EnumerateFiles(kept, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(kept, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
