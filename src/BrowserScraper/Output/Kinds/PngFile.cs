namespace BrowserScraper.Output.Kinds;

/// <summary>
/// A signature of eight bytes at the start, and the chunk IEND, which is empty and so always the same, at the end (PNG, third edition, 5.2
/// and 11.2.5).
/// </summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> EndChunk => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    public static bool Is(FileProbe file) => file.Has(0, [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    public static async Task<string?> FaultAsync(FileProbe file) =>
        !Is(file) ? "it is no PNG"
        : (await file.ReadEndAsync()).AsSpan().LastIndexOf(EndChunk) < 0 ? file.CutOff("PNG")
        : null;
}
