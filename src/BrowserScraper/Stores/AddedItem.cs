using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>What became of an item that was added or queued.</summary>
/// <param name="Key">Its key.</param>
/// <param name="How">What became of it.</param>
/// <param name="Known">What was known of it before; null where it was new.</param>
public sealed record AddedItem(string Key, Addition How, ItemRecord? Known = null);
