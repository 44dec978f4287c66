using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Scripts;

/// <summary>The list of scripts. A new one is a file in this folder and a line here; the first is what runs when none is named.</summary>
public static class SiteScripts
{
    public static IReadOnlyList<SiteScriptEntry> All { get; } =
    [
        new("dealer-inventory", "every vehicle of a dealer inventory, with its window sticker as PDF", settings => new DealerInventory(settings)),
        new("book-library", "the books of a reading platform, by skill, each with its EPUB", settings => new BookLibrary(settings))
        {
            Options = [new(BookLibrary.Skills, SettingKind.Text, "", "skills to look for, separated by commas, such as Python,AWS; none means all")],
        },
    ];
}
