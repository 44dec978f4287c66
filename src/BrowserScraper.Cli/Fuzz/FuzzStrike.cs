using Microsoft.Playwright;

namespace BrowserScraper.Cli.Fuzz;

/// <summary>One disturbance: what, at which item of the run, and when.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Item">The item at which it happens, in the order of their beginning, from 1.</param>
/// <param name="After">How long that item has been worked on by then; zero for before it begins.</param>
internal sealed record FuzzStrike(FuzzKind Kind, int Item, TimeSpan After)
{
    private const int LongestMilliseconds = 120;

    public static FuzzStrike Of(Random random, int items)
    {
        FuzzKind kind = random.GetItems(Enum.GetValues<FuzzKind>(), 1)[0];
        bool isBefore = random.Next(4) == 0;
        return new(kind, random.Next(1, items + 1), TimeSpan.FromMilliseconds(isBefore ? 0 : random.Next(1, LongestMilliseconds)));
    }

    /// <summary>Strikes. The page may be gone by itself before it does; then there is nothing to strike.</summary>
    public async Task AtAsync(IPage page)
    {
        try
        {
            await (Kind switch
            {
                FuzzKind.Crash => CrashAsync(page),
                FuzzKind.Close => page.CloseAsync(),
                _ => ThrowAsync(page),
            });
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            // What it does ends the call that does it.
        }
    }

    public override string ToString() => $"{Kind} at item {Item} after {After.TotalMilliseconds:0} ms";

    private static async Task CrashAsync(IPage page)
    {
        ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Page.crash");
    }

    // A handler of a script's own, which the harness cannot contain: the worst that a handler can do.
    private static async Task ThrowAsync(IPage page)
    {
        page.Console += (_, _) => throw new InvalidOperationException("a handler of the fuzz");
        await page.EvaluateAsync("() => console.log('fuzz')");
    }
}
