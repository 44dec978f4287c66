using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Benchmarks.Library;

/// <summary>A script without sign-in that does with each of its items what it is told.</summary>
/// <param name="home">The site.</param>
/// <param name="items">How many.</param>
/// <param name="process">What is done with each; the second argument is its number, from 0; returns the files that it has brought.</param>
[Site("benchmark", "a test's")]
internal sealed class BenchmarkScript(Uri home, int items, Func<ItemContext, int, Task<SavedFile[]>> process) : OpenSiteScript
{
    public override Uri Home => home;

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) =>
        Enumerable.Range(0, items).Select(number => new WorkItem($"{number}", home)).ToAsyncEnumerable();

    public override async Task<ItemResult> ProcessAsync(ItemContext context) =>
        ItemResult.Done(null, await process(context, int.Parse(context.Item.Key)));
}
