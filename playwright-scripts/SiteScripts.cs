using BrowserScraper.Sites;

namespace BrowserScraper.Scripts;

/// <summary>The list of scripts. A new one is a file in this folder and a line here; the first is what runs when none is named.</summary>
public static class SiteScripts
{
    public static IReadOnlyList<SiteScriptEntry> All { get; } =
    [
        new("dealer-inventory", "every vehicle of a dealer inventory, with its window sticker as PDF", settings => new DealerInventory(settings)),
    ];
}
