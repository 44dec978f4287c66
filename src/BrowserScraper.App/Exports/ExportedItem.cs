using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.App.Exports;

/// <summary>An item as it is written out.</summary>
/// <param name="Item">What the checkpoint knows.</param>
/// <param name="Record">What was read from the site; empty where nothing was.</param>
internal sealed record ExportedItem(ItemRecord Item, IReadOnlyDictionary<string, JsonElement> Record)
{
    /// <summary>
    /// How many there were that counted, the one that has done it included; the checkpoint has those that were spent in vain.
    /// </summary>
    public int Attempts => Item.Attempts + (Item.State == ItemState.Done ? 1 : 0);

    /// <summary>As the checkpoint writes it.</summary>
    public string StateName => Item.State.ToString().ToLowerInvariant();
}
