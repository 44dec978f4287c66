using System.Text.RegularExpressions;
using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>
/// The evidence beside a report. A few small pictures are put into the report itself, so that it stays quick to open and still
/// shows something when it is sent without its folder; everything else is linked. What is missing is left out.
/// </summary>
internal sealed partial class ReportEvidence(string runFolder)
{
    private const int LargestPicture = 300_000;

    private readonly string root = Path.GetFullPath(runFolder) + Path.DirectorySeparatorChar;
    private int bytesLeft = 2_000_000;

    /// <summary>In the order of the attempts.</summary>
    public IReadOnlyList<EvidenceFile> FilesOf(FailedItem item)
    {
        string folder = Path.GetFullPath(Path.Combine(root, item.Evidence ?? ""));
        if (item.Evidence is null || !folder.StartsWith(root, StringComparison.Ordinal) || !Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. from path in Directory.EnumerateFiles(folder)
               let name = Path.GetFileName(path)
               orderby NumberIn(name), name
               select new EvidenceFile(name, HrefOf(path), path),
        ];
    }

    /// <summary>The picture as a data address, or null where it is too big, too much, or not to be had.</summary>
    public string? Embed(EvidenceFile picture)
    {
        FileInfo file = new(picture.Path);
        if (!file.Exists || file.Length > Math.Min(LargestPicture, bytesLeft))
        {
            return null;
        }

        try
        {
            byte[] bytes = File.ReadAllBytes(picture.Path);
            bytesLeft -= bytes.Length;
            return KindOf(bytes) is { } kind ? $"data:{kind};base64,{Convert.ToBase64String(bytes)}" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string HrefOf(string path) =>
        string.Join('/', Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));

    // What has no number, such as the trace, belongs to the last attempt.
    private static int NumberIn(string name) => Digits().Match(name) is { Success: true } digits ? int.Parse(digits.Value) : int.MaxValue;

    private static string? KindOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "image/webp",
        _ => null,
    };

    [GeneratedRegex("[0-9]{1,6}")]
    private static partial Regex Digits();
}
