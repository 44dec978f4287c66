using System.Collections.Concurrent;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A site without sign-in, whose picture, style sheet and script have addresses that tell nothing of their kind.</summary>
internal sealed class PlainAssetSite : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Kind, string Item)> assets = [];
    private readonly WebApplication app;

    private PlainAssetSite()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/item/{item}", (string item) => Results.Content($"""
            <!doctype html><title>{item}</title><link rel="stylesheet" href="/style/{item}">
            <script src="/script/{item}"></script><h1>Item {item}</h1><img src="/picture/{item}" alt="">
            """, "text/html"));
        app.MapGet("/style/{item}", (string item) => Count("style", item, "h1 { color: teal }", "text/css"));
        app.MapGet("/script/{item}", (string item) => Count("script", item, "", "text/javascript"));
        app.MapGet("/picture/{item}", (string item) =>
            Count("picture", item, """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>""", "image/svg+xml"));
    }

    public static async Task<PlainAssetSite> StartAsync()
    {
        PlainAssetSite site = new();
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    /// <summary>The kinds of assets that were asked for by an item's page, in order of their names.</summary>
    public IEnumerable<string> AssetsOf(string item) => assets.Where(asset => asset.Item == item).Select(asset => asset.Kind).Order();

    /// <param name="items">How many there are.</param>
    /// <param name="then">What is done on each item's page when it has loaded. Default: nothing.</param>
    /// <param name="blocked">What the script wants blocked besides. Default: nothing.</param>
    /// <param name="record">Makes the record of an item. Default: none.</param>
    public SiteScript Script(
        int items, Func<IPage, Task>? then = null, IReadOnlyList<string>? blocked = null, Func<string, object>? record = null) =>
        new PlainScript(Address, items, then, blocked ?? [], record);

    /// <summary>The same server by another name, which makes it another site.</summary>
    public Uri OtherName => new UriBuilder(Address) { Host = "localhost" }.Uri;

    private Uri Address => new(app.Urls.Single());

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Count(string kind, string item, string content, string type)
    {
        assets.Enqueue((kind, item));
        return Results.Content(content, type);
    }

    [Site("plain", "a test's")]
    private sealed class PlainScript(
        Uri address, int items, Func<IPage, Task>? then, IReadOnlyList<string> blocked, Func<string, object>? record) : SiteScript
    {
        public override IReadOnlyList<string> BlockedUrls => blocked;

        public override Uri Home => new(address, "item/home");

        public override SessionMarks Marks => new(signedIn: ["css=html"]);

        public override Task SignInAsync(SignInContext context) => Task.CompletedTask;

        public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => Enumerable.Range(1, items)
            .Select(number => new WorkItem($"{number}", new Uri(address, $"item/{number}"))).ToAsyncEnumerable();

        public override async Task<ItemResult> ProcessAsync(ItemContext context)
        {
            await context.OpenAsync();
            await context.Page.HasLoadedAsync();
            await (then?.Invoke(context.Page) ?? Task.CompletedTask);
            return ItemResult.Done(record?.Invoke(context.Item.Key));
        }
    }
}
