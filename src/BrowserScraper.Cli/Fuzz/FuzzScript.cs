using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Fuzz;

/// <summary>A script to which a disturbance happens once, at one of its items.</summary>
internal sealed class FuzzScript(SiteScript inner, FuzzStrike strike, TimeProvider time) : SiteScript
{
    private int begun;

    internal override string Name => inner.Name;

    public override Uri Home => inner.Home;

    public override SessionMarks Marks => inner.Marks;

    public override Task SignInAsync(SignInContext context) => inner.SignInAsync(context);

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => inner.DiscoverAsync(context);

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        Task striking = Interlocked.Increment(ref begun) == strike.Item ? StrikeAsync(context) : Task.CompletedTask;
        if (strike.After == TimeSpan.Zero)
        {
            await striking;
        }

        return await inner.ProcessAsync(context);
    }

    private async Task StrikeAsync(ItemContext context)
    {
        await Task.Delay(strike.After, time);
        await strike.AtAsync(context.Page);
    }
}
