namespace BrowserScraper.Output.Kinds;

/// <summary>
/// Header and end marker may each stand anywhere within 1,024 bytes of their end of the file (PDF Reference 1.7, appendix H, notes 13 and
/// 18).
/// </summary>
internal static class PdfFile
{
    public static bool Is(FileProbe file) => file.Head.AsSpan().IndexOf("%PDF-"u8) >= 0;

    public static async Task<string?> FaultAsync(FileProbe file) =>
        !Is(file) ? "it is no PDF"
        : (await file.ReadEndAsync()).AsSpan().LastIndexOf("%%EOF"u8) < 0 ? file.CutOff("PDF")
        : null;
}
