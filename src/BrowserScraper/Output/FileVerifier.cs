using System.Security.Cryptography;
using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Output.Kinds;

namespace BrowserScraper.Output;

/// <summary>Judges whether a file is what was expected, whole, and not an HTML page in its place.</summary>
internal static class FileVerifier
{
    /// <param name="path">The file to look at.</param>
    /// <param name="expect">What it should be.</param>
    /// <param name="announced">Its length as the server announced it, or null.</param>
    /// <returns>Null where the file is right, else why it is not.</returns>
    public static async Task<string?> FaultAsync(string path, FileKind expect, long? announced)
    {
        await using FileProbe file = await FileProbe.OpenAsync(path);
        if (file.Length == 0)
        {
            return "the file is empty";
        }

        if (announced is { } length && length != file.Length)
        {
            return $"{Counted.Of(file.Length, "byte")} came where {length} were announced";
        }

        if (HtmlPage.Is(file))
        {
            return $"an HTML page came instead of {NameOf(expect)}";
        }

        return HtmlPage.IsMessage(file.HeadText()) || HtmlPage.IsMessage(Encoding.Latin1.GetString(await file.ReadEndAsync()))
            ? "the site's own program has failed while it made the file, and says so in it"
            : await KindFaultAsync(file, KindOf(file, expect)) is { } fault ? fault + Else(file, fault) : null;
    }

    /// <summary>Whether it is an HTML page.</summary>
    public static async Task<bool> IsPageAsync(string path)
    {
        await using FileProbe file = await FileProbe.OpenAsync(path);
        return HtmlPage.Is(file);
    }

    /// <summary>Which kind a file is that was judged right, where several were allowed.</summary>
    public static async Task<FileKind> KindAsync(string path, FileKind expect)
    {
        if (expect.Members.Count == 1)
        {
            return expect;
        }

        await using FileProbe file = await FileProbe.OpenAsync(path);
        return KindOf(file, expect);
    }

    public static async Task<string> Sha256Async(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    private static string NameOf(FileKind expect) => expect switch
    {
        FileKind.Any => "a file",
        FileKind.Image => "a picture",
        FileKind.Video => "a video",
        _ => expect.ToString().ToUpperInvariant(),
    };

    private static FileKind KindOf(FileProbe file, FileKind expect) => expect switch
    {
        FileKind.Image =>
            JpegFile.Is(file)
            ? FileKind.Jpeg
            : PngFile.Is(file) ? FileKind.Png : WebPFile.Is(file) ? FileKind.WebP : GifFile.Is(file) ? FileKind.Gif : expect,
        FileKind.Video => Mp4File.Is(file) ? FileKind.Mp4 : WebMFile.Is(file) ? FileKind.WebM : expect,
        FileKind.Any when file.Has(0, "%PDF-"u8) => FileKind.Pdf, // which tells its own end
        _ => expect,
    };

    /// <summary>What a file is that is not of the kind asked for, where its first bytes tell.</summary>
    private static string Else(FileProbe file, string fault)
    {
        string? seen = file switch
        {
            _ when !fault.StartsWith("it is no ", StringComparison.Ordinal) => null,
            _ when PdfFile.Is(file) => "a PDF",
            _ when ZipFile.IsEpub(file) => "an EPUB",
            _ when ZipFile.Is(file) => "a ZIP",
            _ when JpegFile.Is(file) => "a JPEG",
            _ when PngFile.Is(file) => "a PNG",
            _ when WebPFile.Is(file) => "a WebP",
            _ when GifFile.Is(file) => "a GIF",
            _ when Mp4File.Is(file) => "an MP4",
            _ => null, // a WebM that is none has its first bytes, too
        };
        return seen is null ? "" : $", but {seen}";
    }

    private static Task<string?> KindFaultAsync(FileProbe file, FileKind expect) => expect switch
    {
        FileKind.Image => Task.FromResult<string?>("it is no picture (JPEG, PNG, WebP or GIF)"),
        FileKind.Video => Task.FromResult<string?>("it is no video (MP4 or WebM)"),
        FileKind.Pdf => PdfFile.FaultAsync(file),
        FileKind.Epub => ZipFile.EpubFaultAsync(file),
        FileKind.Zip => ZipFile.FaultAsync(file),
        FileKind.Jpeg => JpegFile.FaultAsync(file),
        FileKind.Png => PngFile.FaultAsync(file),
        FileKind.WebP => WebPFile.FaultAsync(file),
        FileKind.Gif => GifFile.FaultAsync(file),
        FileKind.Mp4 => Mp4File.FaultAsync(file),
        FileKind.WebM => WebMFile.FaultAsync(file),
        FileKind.Vtt => SubtitleFile.VttFaultAsync(file),
        FileKind.Srt => SubtitleFile.SrtFaultAsync(file),
        FileKind.Json => JsonFile.FaultAsync(file),
        FileKind.Csv => CsvFile.FaultAsync(file),
        _ => Task.FromResult<string?>(null),
    };
}
