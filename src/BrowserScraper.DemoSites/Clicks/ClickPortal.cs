using System.Collections.Concurrent;
using System.Globalization;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Clicks;

/// <summary>
/// A portal whose files come in all the ways in which a click can begin a download, some of them with a brochure that nobody has asked for.
/// Served from inside this process; nobody has to sign in.
/// </summary>
public sealed class ClickPortal : IDemoPortal
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> asked = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> sent = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> begun = new();
    private readonly ClickPortalOptions options;
    private DemoHost? host;
    private int brochures;

    private ClickPortal(ClickPortalOptions options)
    {
        this.options = options;
        Items = [.. Enumerable.Range(1, options.Items)
            .Select(number => new ClickItem(number, $"CLICK-{number:d4}", options.Ways[(number - 1) % options.Ways.Count]))];
    }

    /// <summary>Where the portal answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address => host!.Address;

    /// <summary>Empty: nobody signs in.</summary>
    public string Username => "";

    /// <summary>Empty: nobody signs in.</summary>
    public string Password => "";

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(Items.Count, "item")}; no sign-in";

    /// <summary>All items.</summary>
    public IReadOnlyList<ClickItem> Items { get; }

    /// <summary>Brochures that were asked for so far.</summary>
    public int Brochures => Volatile.Read(ref brochures);

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">How large and slow it is, and how files come.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ClickPortal> StartAsync(ClickPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("click portal", nameof(options));
        ClickPortal portal = new(options);
        portal.host = await DemoHost.StartAsync(options.Port, _ => TimeSpan.Zero, portal.Build, stopping);
        return portal;
    }

    /// <summary>Where an item's page is.</summary>
    public Uri PageOf(ClickItem item) => new(Address, $"item/{item.Number}");

    /// <summary>The right bytes of an item's file, for comparison.</summary>
    public byte[] FileOf(ClickItem item) => Write($"File of {item.Key}", options.FileBytes);

    /// <summary>Stops within a second.</summary>
    public ValueTask DisposeAsync() => host!.DisposeAsync();

    private static byte[] Write(string text, int atLeast)
    {
        string padding = string.Concat(Enumerable.Repeat("% nothing to be seen\n", atLeast / 21));
        return OnePagePdf.Write(text, $"BT /F2 24 Tf 72 700 Td {OnePagePdf.Text(text)} Tj ET\n{padding}");
    }

    private static int NumberOf(HttpContext context) =>
        int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);

    private void Build(WebApplication app)
    {
        app.MapGet("/", context => context.HtmlAsync("<!doctype html><title>Clicks</title><h1>Clicks</h1>"));
        app.MapGet("/item/{number:int}", context => context.HtmlAsync(ClickPage.Of(ItemOf(context), options)));
        app.MapGet("/prepared/{number:int}", context => context.HtmlAsync(ClickPage.Prepared(NumberOf(context))));
        app.MapGet("/opener/{number:int}", context => context.HtmlAsync(ClickPage.Opener(NumberOf(context))));
        app.MapGet("/link/{number:int}", TellLinkAsync);
        app.MapGet("/asked/{number:int}", context => TellAsync(asked, context));
        app.MapGet("/sent/{number:int}", context => TellAsync(sent, context)); // a page that goes elsewhere before would give its file up
        app.MapMethods("/file/{number:int}", ["GET", "POST"], SendFileAsync);
        app.MapMethods("/brochure/{number:int}", ["GET", "POST"], SendBrochureAsync);
    }

    private ClickItem ItemOf(HttpContext context) => Items[NumberOf(context) - 1];

    // The file's link is told once its brochure, if any, was asked for.
    private async Task TellLinkAsync(HttpContext context)
    {
        ClickItem item = ItemOf(context);
        if (item.Way == ClickWay.AskedBesideBrochure)
        {
            Of(asked, item.Number).TrySetResult();
            await Of(begun, item.Number).Task.WaitAsync(context.RequestAborted);
        }

        if (item.Way == ClickWay.AskedInVain)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.TextAsync("no");
            Of(asked, item.Number).TrySetResult();
            return;
        }

        string file = $"/file/{item.Number}?ticket={item.Key}";
        await (item.Way == ClickWay.AskedForTwo
            ? context.JsonAsync(new { file, brochure = $"/brochure/{item.Number}" }) : context.JsonAsync(new { file }));
    }

    private async Task SendFileAsync(HttpContext context)
    {
        ClickItem item = ItemOf(context);
        Of(asked, item.Number).TrySetResult();
        if (options.Excessive.TryGetValue(item.Number, out FileExcess excess))
        {
            await ExcessiveFile.SendAsync(context, excess);
            return;
        }

        if (item.Way == ClickWay.BrochureInstead)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        if (item.Way is ClickWay.BrochureBeside or ClickWay.BlobBesideBrochure)
        {
            await Task.Delay(options.FileTime, TimeProvider.System, context.RequestAborted);
        }

        context.AnnounceFile("application/pdf", "file.pdf");
        await context.SendWholeAsync(FileOf(item), () => { });
        Of(sent, item.Number).TrySetResult();
    }

    /// <summary>Answers once that has come about for an item.</summary>
    private static async Task TellAsync(ConcurrentDictionary<int, TaskCompletionSource> what, HttpContext context)
    {
        await Of(what, NumberOf(context)).Task.WaitAsync(context.RequestAborted);
        await context.TextAsync("now");
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<int, TaskCompletionSource> what, int number) =>
        what.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task SendBrochureAsync(HttpContext context)
    {
        Interlocked.Increment(ref brochures);
        Of(begun, NumberOf(context)).TrySetResult();
        context.AnnounceFile("application/pdf", "brochure.pdf");
        return context.SendWholeAsync(Write($"Brochure {NumberOf(context)}", atLeast: 0), () => { });
    }
}
