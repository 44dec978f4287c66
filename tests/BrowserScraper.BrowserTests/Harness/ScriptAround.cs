using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The real script, with something done before each item: the moment at which a test lets the world go wrong.</summary>
internal sealed class ScriptAround(SiteScript inner, Func<ItemContext, int, Task> before) : SiteScript
{
    private int begun;

    public override string Name => inner.Name;

    public override Uri Home => inner.Home;

    public override string? Input => inner.Input;

    public override WorkItem? ItemOf(string line) => inner.ItemOf(line);

    public override SessionMarks Marks => inner.Marks;

    public override Task SignInAsync(SignInContext context) => inner.SignInAsync(context);

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => inner.DiscoverAsync(context);

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await before(context, Interlocked.Increment(ref begun));
        return await inner.ProcessAsync(context);
    }
}
