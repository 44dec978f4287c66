using System.Text;

namespace BrowserScraper.Items;

/// <summary>A file that has come and is of the right kind, for a script's own check; it has not got its name yet.</summary>
public sealed class DownloadedFile
{
    private const int Window = 64 * 1024;

    internal DownloadedFile(string path) => Path = path;

    /// <summary>Where it is now; only to be read, and only during the check.</summary>
    public string Path { get; }

    /// <summary>Length in bytes.</summary>
    public long Size => new FileInfo(Path).Length;

    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, Window, useAsync: true);

    /// <summary>
    /// Looks for a text in the file's bytes, as UTF-8. What is compressed is not found: many a PDF keeps its text so, and an EPUB or ZIP
    /// nearly all.
    /// </summary>
    /// <returns>Null where it is there, else a reason, as a check returns it.</returns>
    public async Task<string?> MustContainAsync(string text)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        byte[] buffer = new byte[Window + wanted.Length];
        await using FileStream file = OpenRead();
        int kept = 0;
        int read;
        while ((read = await file.ReadAsync(buffer.AsMemory(kept))) > 0)
        {
            Span<byte> filled = buffer.AsSpan(0, kept + read);
            if (filled.IndexOf(wanted) >= 0)
            {
                return null;
            }

            // The text may stand across two reads.
            kept = Math.Min(filled.Length, wanted.Length - 1);
            filled[^kept..].CopyTo(buffer);
        }

        return $"'{text}' does not stand in it";
    }
}
