using System.Buffers.Binary;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// A RIFF file that says how long it is; what comes after that length is ignored (WebP Container Specification, "WebP file header").
/// </summary>
internal static class WebPFile
{
    private const int Before = 8; // the length counts from here

    public static bool Is(FileProbe file) => file.Has(0, "RIFF"u8) && file.Has(8, "WEBP"u8);

    public static Task<string?> FaultAsync(FileProbe file) => Task.FromResult(
        !Is(file) ? "it is no WebP"
        : BinaryPrimitives.ReadUInt32LittleEndian(file.Head.AsSpan(4)) + (long)Before > file.Length ? file.CutOff("WebP")
        : null);
}
