using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Exports;

/// <summary>An item as it is written out.</summary>
/// <param name="Item">What the checkpoint knows.</param>
/// <param name="Record">What was read from the site; empty where nothing was.</param>
internal sealed record ExportedItem(ItemRecord Item, IReadOnlyDictionary<string, JsonElement> Record)
{
    /// <summary>As the checkpoint writes it.</summary>
    public string StateName => Item.State.ToString().ToLowerInvariant();
}
