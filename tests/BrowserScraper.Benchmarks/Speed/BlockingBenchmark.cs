using BrowserScraper.Benchmarks.Library;
using Microsoft.Playwright;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// Page loads a second without blocking, with Playwright's routing, with a list of addresses that fits this site exactly,
/// and with BLOCK_RESOURCES, true and strict, which knows nothing of the site; all on a page of the harness's own pool.
/// </summary>
internal static class BlockingBenchmark
{
    private const string Ours = "BLOCK_RESOURCES=true";
    private const string Strict = "BLOCK_RESOURCES=strict";
    private const string List = "list of addresses";
    private const string Routing = "routing";
    private const string None = "none";
    private const string Rate = "loads/s";
    private const string Fetched = "fetched of blocked kinds, a load";
    private const double MostCost = 1.1;

    private static readonly string[] Kinds = ["image", "stylesheet", "font", "media"];

    private static readonly Dictionary<AssetShape, string> Shapes = new()
    {
        [AssetShape.WithEndings] = "addresses with endings",
        [AssetShape.WithoutEndings] = "addresses without endings",
        [AssetShape.ByScript] = "pictures that a script adds",
        [AssetShape.InFrame] = "in a frame",
        [AssetShape.InFrameOfAnotherSite] = "in a frame of another site",
        [AssetShape.InPopup] = "in a popup",
    };

    public static async Task RunAsync(ResultBook book)
    {
        foreach (AssetShape shape in Shapes.Keys)
        {
            await MeasureAsync(book, shape);
            foreach (string way in (string[])[Ours, Strict])
            {
                Judge(book, shape, way);
            }
        }

        book.Note("the list is applied to the page, which leaves out its popups: there is nothing to compare there");
    }

    private static void Judge(ResultBook book, AssetShape shape, string way)
    {
        string what = $"{Shapes[shape]}, {way}";
        IReadOnlyList<double> ours = book.Values(Row(shape, way), Rate);
        if (shape != AssetShape.InPopup)
        {
            book.AtMost($"{what}: time of a load against the exact list, median of the rounds",
                Statistics.MedianRatio(book.Values(Row(shape, List), Rate), ours), MostCost);
        }

        book.Note($"{what}: {Statistics.Text(Statistics.MedianRatio(ours, book.Values(Row(shape, Routing), Rate)))} times routing, "
            + $"{Statistics.Text(Statistics.MedianRatio(ours, book.Values(Row(shape, None), Rate)))} times no blocking");
        book.Exactly($"{what}: fetched of blocked kinds, a load", book.Median(Row(shape, way), Fetched), 0);
    }

    private static string Row(AssetShape shape, string way) => $"{Shapes[shape]}: {way}";

    /// <summary>
    /// All ways have their page open from the first round to the last: a shared machine changes its speed within seconds.
    /// </summary>
    private static async Task MeasureAsync(ResultBook book, AssetShape shape)
    {
        List<LoadingWay> ways = [];
        try
        {
            foreach (string name in (string[])[Ours, Strict, List, Routing, None])
            {
                ways.Add(new(shape, name));
                await ways[^1].BeginAsync(page => PrepareAsync(page, name), name is Ours or Strict ? name : "BLOCK_RESOURCES=false");
            }

            await Rounds.RunAsync(
                book.Arguments.Rounds(40), ways, async way => book.Add(Row(shape, way.Name), Rate, await way.TakeTurnAsync()));
            foreach (LoadingWay way in ways)
            {
                (int fetched, int loads) = await way.EndAsync();
                book.Add(Row(shape, way.Name), Fetched, (double)fetched / loads);
            }
        }
        finally
        {
            foreach (LoadingWay way in ways)
            {
                await way.DisposeAsync();
            }
        }
    }

    private static async Task PrepareAsync(IPage page, string way)
    {
        if (way == Routing)
        {
            await page.Context.RouteAsync(
                "**/*", route => Kinds.Contains(route.Request.ResourceType) ? route.AbortAsync() : route.ContinueAsync());
        }
        else if (way == List)
        {
            ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
            await protocol.SendAsync("Network.enable");
            await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = AssetSite.Patterns });
        }
    }
}
