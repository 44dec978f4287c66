using System.IO.Compression;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Clicks;

/// <summary>Sends what is too much.</summary>
internal static class ExcessiveFile
{
    private const int Part = 1 << 20;
    private const int BombParts = 300;
    private const long Announced = 5L << 30;

    private static readonly Lazy<byte[]> Bomb = new(Pack);

    public static async Task SendAsync(HttpContext context, FileExcess excess)
    {
        CancellationToken gone = context.RequestAborted;
        context.AnnounceFile("application/pdf", "file.pdf");
        try
        {
            switch (excess)
            {
                case FileExcess.Bomb:
                    context.Response.Headers.ContentEncoding = "gzip";
                    await context.Response.Body.WriteAsync(Bomb.Value, gone);
                    break;
                case FileExcess.Announced:
                    context.Response.ContentLength = Announced;
                    await SendPartsAsync(context, gone);
                    break;
                default:
                    await SendPartsAsync(context, gone);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has had enough.
        }
    }

    private static async Task SendPartsAsync(HttpContext context, CancellationToken gone)
    {
        byte[] part = OnePagePdf.Write("Too much", new string('%', Part));
        for (long sent = 0; sent + part.Length < Announced; sent += part.Length)
        {
            await context.Response.Body.WriteAsync(part, gone);
        }
    }

    private static byte[] Pack()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize))
        {
            byte[] part = [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)' ', Part)];
            for (int each = 0; each < BombParts; each++)
            {
                gzip.Write(part);
            }
        }

        return packed.ToArray();
    }
}
