using System.Buffers.Binary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Benchmarks.Library;

/// <summary>A page with a link to a file of a certain size; each file begins with its number, the rest is noise.</summary>
internal sealed class FileSite : IAsyncDisposable
{
    private readonly byte[] noise;
    private readonly WebApplication app;

    private FileSite(int size)
    {
        noise = new byte[size];
        new Random(Seed: size).NextBytes(noise);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => TypedResults.Content("<!doctype html><title>Home</title>", "text/html"));

        // Without the link's "download": Chromium lets a page have ten of those in a burst, and drops the others.
        app.MapGet("/item/{number}",
            (int number) =>
                TypedResults.Content($"""<!doctype html><title>{number}</title><a href="/file/{number}">File</a>""", "text/html"));
        app.MapGet("/file/{number}", SendAsync);
    }

    public Uri Address => new(app.Urls.Single());

    public static async Task<FileSite> StartAsync(int size)
    {
        FileSite site = new(size);
        await site.app.StartAsync();
        return site;
    }

    public bool IsRight(string file, int number)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] buffer = new byte[65_536];
        int at = 0;
        for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; at += read)
        {
            int skipped = at == 0 ? 4 : 0;
            if (at + read > noise.Length || (at == 0 && BinaryPrimitives.ReadInt32LittleEndian(buffer) != number)
                || !buffer.AsSpan(skipped, read - skipped).SequenceEqual(noise.AsSpan(at + skipped, read - skipped)))
            {
                return false;
            }
        }

        return at == noise.Length;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task SendAsync(HttpContext context, int number)
    {
        byte[] first = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(first, number);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = noise.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{number}.bin\"";
        await context.Response.Body.WriteAsync(first, context.RequestAborted);
        await context.Response.Body.WriteAsync(noise.AsMemory(4), context.RequestAborted);
    }
}
