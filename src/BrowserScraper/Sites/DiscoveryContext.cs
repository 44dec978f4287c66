using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>What a script has for finding out what is there. Its calls must not overlap.</summary>
public sealed class DiscoveryContext
{
    private readonly ListOpener door;

    internal DiscoveryContext(ListOpener door, CancellationToken ending)
    {
        this.door = door;
        Ending = ending;
    }

    /// <summary>A page for discovery alone. Its calls wait REQUEST_TIMEOUT at the most.</summary>
    public IPage Page => door.Page;

    /// <summary>Cancelled when the run ends early; pass it to anything that waits outside the page.</summary>
    public CancellationToken Ending { get; }

    /// <summary>
    /// Opens a page of the list and waits until the document is parsed. Where the site throttles, is away or has ended the
    /// session, it waits or signs in, and opens the same address again.
    /// </summary>
    public Task OpenAsync(Uri address) => door.OpenAsync(address);

    /// <summary>
    /// Clicks for the next page of a list that has no address for it, and waits until the first row is another one, and no row has changed
    /// for 0.2 s: REQUEST_TIMEOUT at the most.
    /// </summary>
    /// <param name="click">What leads to the next page. Click it only where there is one.</param>
    /// <param name="rows">The rows of the list.</param>
    public Task NextPageAsync(ILocator click, ILocator rows) => door.NextPageAsync(click, rows);

    /// <summary>
    /// Says how many items the list has, as the site says it. Call it on each page, or at least on the first: as many items must have been
    /// yielded in the end, each counted once, however often it stands there. Where the number changes meanwhile, the list is read again; if
    /// it still changes, no less than the larger one. Else discovery counts as incomplete. Not compared where MAX_DOWNLOADS ends the list
    /// early.
    /// </summary>
    /// <param name="total">How many; null where this page does not say it.</param>
    /// <param name="atLeast">The site says no more than that there are so many or more, such as <c>10,000+</c>.</param>
    /// <param name="list">Which list says so, where a script reads several that each have a count: their sum is compared.</param>
    public void Expect(int? total, bool atLeast = false, string list = "")
    {
        if (total is { } said)
        {
            door.Count.Expect(said, atLeast, list);
        }
    }
}
