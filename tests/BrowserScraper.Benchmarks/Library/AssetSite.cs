using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Benchmarks.Library;

/// <summary>
/// A page with ten pictures, a style sheet, a font, a film and a script, in one of several shapes; every load asks for
/// them anew. Counts what is fetched that a script does not look at.
/// </summary>
internal sealed class AssetSite : IAsyncDisposable
{
    private const int PictureCount = 10;
    private const int PictureWidth = 120;
    private const int PictureHeight = 56;

    private static readonly byte[] Picture = Bitmap();

    private readonly ConcurrentDictionary<string, int> fetched = new(StringComparer.Ordinal);
    private readonly WebApplication app;

    private AssetSite()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => TypedResults.Content("<!doctype html><title>Home</title>", "text/html"));
        app.MapGet("/page/{shape}/{load}", (AssetShape shape, string load) => TypedResults.Content(PageOf(shape, load), "text/html"));
        app.MapGet("/assets-page/{load}", (string load, bool plain) => TypedResults.Content(AssetPage(load, plain), "text/html"));
        app.MapGet("/picture/{name}", () => Count("picture", Picture, "image/bmp"));
        app.MapGet("/style/{name}", (string name) => Count("style", StyleOf(name), "text/css"));
        app.MapGet("/font/{name}", () => Count("font", Picture, "font/woff2"));
        app.MapGet("/film/{name}", () => Count("film", Picture, "video/mp4"));
        app.MapGet("/script/{name}", () => TypedResults.Content("document.documentElement.dataset.script = 'ran';", "text/javascript"));
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>What was fetched so far of the kinds that are to be blocked: pictures, style sheets, fonts, films.</summary>
    public int Fetched => fetched.Values.Sum();

    /// <summary>Address patterns that fit exactly, as only somebody who knows the site can write them.</summary>
    public static string[] Patterns { get; } = ["*/picture/*", "*/style/*", "*/font/*", "*/film/*"];

    public static async Task<AssetSite> StartAsync()
    {
        AssetSite site = new();
        await site.app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string PageOf(AssetShape shape, string load) => shape switch
    {
        AssetShape.WithEndings => AssetPage(load, plain: false),
        AssetShape.WithoutEndings => AssetPage(load, plain: true),
        AssetShape.ByScript => Page($$"""
            <script>
                document.addEventListener(
                    'DOMContentLoaded', () => document.body.insertAdjacentHTML('beforeend', `{{Pictures(load, plain: true)}}`));
            </script>
            """),
        AssetShape.InFrame => Page($"""<iframe src="/assets-page/{load}?plain=true"></iframe>"""),

        // Another site to the browser, and the same server.
        AssetShape.InFrameOfAnotherSite =>
            Page($"""<iframe src="http://localhost:{Address.Port}/assets-page/{load}?plain=true"></iframe>"""),
        _ => Page($"""<script>window.open('/assets-page/{load}?plain=true');</script>"""),
    };

    private static string AssetPage(string load, bool plain)
    {
        string Ending(string ending) => plain ? "" : $".{ending}";
        return $"""
            <!doctype html><title>Assets</title>
            <link rel="stylesheet" href="/style/{load}{Ending("css")}">
            <script src="/script/{load}"></script>
            <h1>Load {load}</h1>{Pictures(load, plain)}<video preload="auto" src="/film/{load}{Ending("mp4")}"></video>
            """;
    }

    private static string Pictures(string load, bool plain) => string.Concat(
        Enumerable.Range(0, PictureCount)
            .Select(number => $"""<img src="/picture/{load}-{number}{(plain ? "" : ".bmp")}" width="120" height="56" alt="">"""));

    private static string Page(string body) => $"<!doctype html><title>Page</title><h1>Page</h1>{body}";

    private static byte[] StyleOf(string name)
    {
        string font = name.EndsWith(".css", StringComparison.Ordinal) ? name.Replace(".css", ".woff2", StringComparison.Ordinal) : name;
        return System.Text.Encoding.UTF8.GetBytes(
            $"@font-face {{ font-family: site; src: url('/font/{font}'); }} h1 {{ font-family: site; }}");
    }

    private FileContentHttpResult Count(string kind, byte[] content, string type)
    {
        fetched.AddOrUpdate(kind, 1, (_, number) => number + 1);
        return TypedResults.Bytes(content, type);
    }

    /// <summary>20 KB without compression: a header of 54 bytes, then three bytes a dot.</summary>
    private static byte[] Bitmap()
    {
        byte[] bytes = new byte[54 + (PictureWidth * PictureHeight * 3)];
        (bytes[0], bytes[1], bytes[10], bytes[14], bytes[26], bytes[28]) = ((byte)'B', (byte)'M', 54, 40, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), PictureWidth);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), PictureHeight);
        new Random(Seed: 1).NextBytes(bytes.AsSpan(54));
        return bytes;
    }
}
