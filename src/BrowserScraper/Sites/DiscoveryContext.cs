using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>What a script has for finding out what is there. Its calls must not overlap.</summary>
public sealed class DiscoveryContext
{
    private readonly Navigation navigation;
    private readonly SessionGuard guard;
    private readonly Func<int, Task> opened;
    private int count;

    internal DiscoveryContext(IPage page, Navigation navigation, SessionGuard guard, Func<int, Task> opened, CancellationToken ending)
    {
        this.opened = opened;
        Page = page;
        Ending = ending;
        this.navigation = navigation;
        this.guard = guard;
    }

    /// <summary>A page for discovery alone. Its calls wait REQUEST_TIMEOUT at the most.</summary>
    public IPage Page { get; }

    /// <summary>Cancelled when the run ends early; pass it to anything that waits outside the page.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Opens an address and waits until the document is parsed.</summary>
    public async Task OpenAsync(Uri address)
    {
        await opened(count++);
        await navigation.OpenAsync(guard, Page, address);
        await CheckAsync();
    }

    /// <summary>Looks whether the page is for a signed-in user.</summary>
    /// <exception cref="Items.ItemEndedException">It is not.</exception>
    internal Task CheckAsync() => PageTexts.ReadAsync(guard, Page, [], [], navigation.Rules.RequestLimit);
}
