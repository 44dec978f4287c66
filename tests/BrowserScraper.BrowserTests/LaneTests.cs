using System.Collections.Concurrent;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Sites that give a file to the browser alone, or to whoever clicks: each item gets its own, and few requests are refused until that is
/// known.
/// </summary>
public sealed class LaneTests : IAsyncLifetime
{
    private const int Items = 12;

    private readonly ConcurrentQueue<string> refused = [];
    private readonly WebApplication app;

    public LaneTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/{kind}/item/{number:int}", (string kind, int number) => Results.Content($$"""
            <!doctype html><title>Item {{number}}</title><h1>Item {{number}}</h1>{{LinkOf(kind, number)}}
            <script>
              async function save(number) {
                const answer = await fetch('/bearer/file/' + number, { headers: { Authorization: 'Bearer by-script' } });
                const link = document.createElement('a');
                link.href = URL.createObjectURL(await answer.blob());
                link.download = number + '.txt';
                link.click();
              }
            </script>
            """, "text/html"));
        app.MapGet("/{kind}/file/{number:int}", FileOf);
    }

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <param name="kind">How the site is.</param>
    /// <param name="most">So many requests may be refused while the lane is learned, by one page.</param>
    [Theory]
    [InlineData("plain", 0)]
    [InlineData("fetch-bound", 2)]
    [InlineData("bearer", 2)]
    [InlineData("hash", 0)]
    [InlineData("mixed", 0)]
    [InlineData("page-first", 2)]
    public async Task Run_WhateverTheSiteAsksForItsFiles_EachItemHasItsOwn(string kind, int most)
    {
        using TemporaryFolder folder = new();
        JobRun run = await JobRun.OfAsync(
            new LaneScript(new(new Uri(app.Urls.Single()), $"{kind}/"), kind), folder.Root, "CONCURRENT_PAGES=1", "REQUEST_TIMEOUT=10",
            "MAX_RETRIES=0");

        Assert.Equal((null, Items, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        string files = Path.Combine(folder.Root, "lanes", "files");
        Assert.All(Enumerable.Range(1, Items),
            number => Assert.Equal(TextOf(number), File.ReadAllText(Path.Combine(files, $"{number}.txt"))));
        Assert.True(refused.Count <= most, string.Join(", ", refused));
    }

    private static string TextOf(int number) => $"the file of item {number}, and of no other\n";

    private static string LinkOf(string kind, int number) => kind switch
    {
        "bearer" => $"<a href=\"/bearer/file/{number}\" onclick=\"save({number}); return false\">File</a>",
        "hash" or "mixed" when kind == "hash" || number % 4 == 0 =>
            $"<a href=\"#\" onclick=\"location.href = '/{kind}/file/{number}'; return false\">File</a>",
        _ => $"<a href=\"/{kind}/file/{number}\">File</a>",
    };

    private IResult FileOf(HttpContext context, string kind, int number)
    {
        bool isAllowed = kind switch
        {
            "fetch-bound" => context.Request.Headers["Sec-Fetch-Mode"] == "navigate",
            "bearer" => context.Request.Headers.Authorization == "Bearer by-script",
            _ => true,
        };
        if (!isAllowed)
        {
            refused.Enqueue($"{kind} {number}");
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (kind == "page-first" && context.Request.Headers["Sec-Fetch-Mode"] != "navigate")
        {
            refused.Enqueue($"{kind} {number}");
            return Results.Content("<!doctype html><title>One moment</title><p>Your browser is being checked.</p>", "text/html");
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename={number}.txt";
        return Results.Text(TextOf(number));
    }

    [Site("lanes", "a test's")]
    private sealed class LaneScript(Uri site, string kind) : OpenSiteScript
    {
        public override Uri Home => new(site, "item/1");

        public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => Enumerable.Range(1, Items)
            .Select(number => new WorkItem($"{number}", new Uri(site, $"item/{number}")) { Title = $"{kind} {number}" })
                .ToAsyncEnumerable();

        public override async Task<ItemResult> ProcessAsync(ItemContext context)
        {
            await context.OpenAsync();
            return ItemResult.Done(null, await context.DownloadAsync(context.Page.GetByText("File"), $"{context.Item.Key}.txt"));
        }
    }
}
