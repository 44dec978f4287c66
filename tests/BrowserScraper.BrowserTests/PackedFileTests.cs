using System.IO.Compression;
using System.Text;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// A table that is sent packed, in part, or not yet: whichever lane brings it, it is the table or nothing, never packed bytes or half of
/// it.
/// </summary>
public sealed class PackedFileTests : IAsyncLifetime
{
    private static readonly string[] Whole =
        ["plain", "as-asked", "gzip", "x-gzip", "upper", "utf-8", "none", "twice", "parts", "deflate", "br"];
    private static readonly string[] NotWhole = ["cut", "cut-br", "part", "later"];

    private readonly WebApplication app;

    public PackedFileTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/{lanes}/item/{how}", (string lanes, string how) => Results.Content(
            $"<!doctype html><title>{how}</title><h1>{how}</h1><a href=\"/{lanes}/file/{how}\">File</a>", "text/html"));
        app.MapGet("/{lanes}/file/{how}", SendAsync);
    }

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <param name="lanes">Whom the site gives its files: all, the browser and Playwright's requests, or the browser alone.</param>
    /// <param name="lost">What only our own connections can tell to be whole: a server that packs what nobody has asked it to pack.</param>
    [Theory]
    [InlineData("all")]
    [InlineData("playwright", "gzip", "x-gzip", "upper", "parts", "deflate", "br")]
    [InlineData("browser", "gzip", "x-gzip", "upper", "twice", "parts", "deflate", "br")]
    public async Task Run_HoweverTheTableIsSent_ItIsTheTableOrNothing(string lanes, params string[] lost)
    {
        using TemporaryFolder folder = new();
        JobRun run = await JobRun.OfAsync(
            new PackedScript(new(new Uri(app.Urls.Single()), $"{lanes}/")), folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0",
            "YIELD_GUARD=false", "REQUEST_TIMEOUT=20");

        string files = Path.Combine(folder.Root, "packed", "files");
        string[] right = [.. Whole.Concat(NotWhole).Where(how => File.Exists(Path.Combine(files, $"{how}.csv")))];
        Assert.All(right, how => Assert.Equal(TableOf(how), File.ReadAllBytes(Path.Combine(files, $"{how}.csv"))));
        Assert.Equal(Whole.Except(lost), right);
        Assert.Equal((right.Length, NotWhole.Length + lost.Length), (run.Report.Done, run.Report.Failed));
    }

    private static byte[] TableOf(string how) =>
        Encoding.UTF8.GetBytes(
            $"id,name of {how}\n{string.Concat(Enumerable.Range(1, 3000).Select(number => $"{number},name {number}\n"))}");

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> packing)
    {
        using MemoryStream packed = new();
        using (Stream into = packing(packed))
        {
            into.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Gzip(byte[] bytes) => Pack(bytes, into => new GZipStream(into, CompressionLevel.Fastest));

    private static byte[] Brotli(byte[] bytes) => Pack(bytes, into => new BrotliStream(into, CompressionLevel.Fastest));

    private static async Task SendAsync(HttpContext context, string lanes, string how)
    {
        bool isBrowser = context.Request.Headers["Sec-Fetch-Mode"] == "navigate";
        if ((lanes != "all" && !isBrowser && context.Request.Headers.AcceptEncoding != "identity") || (lanes == "browser" && !isBrowser))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        byte[] table = TableOf(how);
        (string packed, byte[] body) = how switch
        {
            "gzip" or "x-gzip" => (how, Gzip(table)),
            "upper" => ("GZIP", Gzip(table)),
            "utf-8" or "none" => (how, table),
            "twice" => ("gzip, gzip", Gzip(Gzip(table))),
            "parts" => ("gzip", [.. Gzip(table[..9000]), .. Gzip(table[9000..])]),
            "deflate" => ("deflate", Pack(table, into => new ZLibStream(into, CompressionLevel.Fastest))),
            "br" => ("br", Brotli(table)),
            "as-asked" when context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal) =>
                ("gzip", Gzip(table)),
            "cut" => ("gzip", Gzip(table)[..4000]),
            "cut-br" => ("br", Brotli(table)[..2000]),
            "part" => ("", table[..10_000]),
            "later" => ("", "status,message\npending,it is being prepared\n"u8.ToArray()),
            _ => ("", table),
        };
        context.Response.StatusCode = how switch { "part" => 206, "later" => 202, _ => 200 };
        context.Response.ContentType = "text/csv";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.ContentDisposition = "attachment; filename=table.csv";
        if (packed.Length > 0)
        {
            context.Response.Headers.ContentEncoding = packed;
        }

        if (how == "part")
        {
            context.Response.Headers.ContentRange = $"bytes 0-9999/{table.Length}";
        }

        await context.Response.Body.WriteAsync(body);
    }

    [Site("packed", "a test's")]
    private sealed class PackedScript(Uri site) : OpenSiteScript
    {
        public override Uri Home => new(site, "item/plain");

        public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) =>
            Whole.Concat(NotWhole).Select(how => new WorkItem(how, new Uri(site, $"item/{how}"))).ToAsyncEnumerable();

        public override async Task<ItemResult> ProcessAsync(ItemContext context)
        {
            await context.OpenAsync();
            return ItemResult.Done(
                null, await context.DownloadAsync(context.Page.GetByText("File"), $"{context.Item.Key}.csv", FileKind.Csv));
        }
    }
}
