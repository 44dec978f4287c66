using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The real script, with something done before each item: the moment at which a test lets the world go wrong.</summary>
internal sealed class ScriptAround(SiteScript inner, Func<ItemContext, int, Task> before) : SiteScript
{
    private int begun;
    private int signIns;
    private int listings;

    /// <summary>Done before each sign-in; told its number.</summary>
    public Func<int, Task> BeforeSignIn { get; init; } = _ => Task.CompletedTask;

    /// <summary>Done before each row of the list; told its number.</summary>
    public Func<DiscoveryContext, int, Task> BeforeRow { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Marks in the place of the script's own. Default: those.</summary>
    public SessionMarks? OtherMarks { get; init; }

    internal override string Name => inner.Name;

    public override Uri Home => inner.Home;

    public override string? Input => inner.Input;

    public override WorkItem? ItemOf(string line) => inner.ItemOf(line);

    public override SessionMarks Marks => OtherMarks ?? inner.Marks;

    public override async Task SignInAsync(SignInContext context)
    {
        await BeforeSignIn(++signIns);
        await inner.SignInAsync(context);
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        await foreach (WorkItem row in inner.DiscoverAsync(context))
        {
            await BeforeRow(context, ++listings);
            yield return row;
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await before(context, Interlocked.Increment(ref begun));
        return await inner.ProcessAsync(context);
    }
}
