namespace BrowserScraper.Output.Kinds;

/// <summary>
/// The end of the last block, which is an empty sub-block, and the trailer (GIF89a, sections 16 and 27); some writers pad with zeros.
/// </summary>
internal static class GifFile
{
    public static bool Is(FileProbe file) => file.Has(0, "GIF87a"u8) || file.Has(0, "GIF89a"u8);

    public static async Task<string?> FaultAsync(FileProbe file) =>
        !Is(file) ? "it is no GIF"
        : (await file.ReadEndAsync()).AsSpan().TrimEnd((byte)0).EndsWith([(byte)0, (byte)0x3B]) ? null
        : file.CutOff("GIF");
}
