using System.Security.Cryptography;
using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>Judges whether a file is what was expected, whole, and not an HTML page in its place.</summary>
internal static class FileVerifier
{
    private const int Window = 1024;

    // The end-of-central-directory record stands at a ZIP's end, before a comment of 65,535 bytes at the most.
    private const int ZipEndWindow = 64 * 1024;

    private const int EpubMarkOffset = 30;

    /// <param name="path">The file to look at.</param>
    /// <param name="expect">What it should be.</param>
    /// <param name="announced">Its length as the server announced it, or null.</param>
    /// <returns>Null where the file is right, else why it is not.</returns>
    public static async Task<string?> FaultAsync(string path, FileKind expect, long? announced)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        if (file.Length == 0)
        {
            return "the file is empty";
        }

        if (announced is { } length && length != file.Length)
        {
            return $"{file.Length} bytes came where {length} were announced";
        }

        byte[] head = await ReadAsync(file, 0, Window);
        if (LooksLikeHtml(head))
        {
            return $"an HTML page came instead of {(expect == FileKind.Any ? "a file" : expect)}";
        }

        return expect switch
        {
            FileKind.Pdf when head.AsSpan().IndexOf("%PDF-"u8) < 0 => "it is no PDF",
            FileKind.Pdf when (await ReadEndAsync(file, Window)).AsSpan().LastIndexOf("%%EOF"u8) < 0 => CutOff("PDF", file),
            FileKind.Epub when !IsEpub(head) => "it is no EPUB",
            FileKind.Epub when (await ReadEndAsync(file, ZipEndWindow)).AsSpan().LastIndexOf("PK\x05\x06"u8) < 0 => CutOff("EPUB", file),
            _ => null,
        };
    }

    public static async Task<string> Sha256Async(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    // A book container names its kind in its first entry, uncompressed (EPUB OCF 3.3, section 4.3).
    private static bool IsEpub(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) && head.Length > EpubMarkOffset && head[EpubMarkOffset..].StartsWith("mimetypeapplication/epub+zip"u8);

    private static string CutOff(string kind, FileStream file) => $"the {kind} is cut off after {file.Length} bytes";

    private static Task<byte[]> ReadEndAsync(FileStream file, int window) => ReadAsync(file, Math.Max(0, file.Length - window), window);

    private static async Task<byte[]> ReadAsync(FileStream file, long offset, int window)
    {
        byte[] bytes = new byte[(int)Math.Min(window, file.Length - offset)];
        file.Position = offset;
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static bool LooksLikeHtml(ReadOnlySpan<byte> head)
    {
        string start = System.Text.Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith('<') && start.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }
}
