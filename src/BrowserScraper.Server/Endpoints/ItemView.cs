using BrowserScraper.Items;

namespace BrowserScraper.Server.Endpoints;

/// <summary>One item.</summary>
internal sealed record ItemView(
    string Key, string? Title, string? Group, ItemState State, int Attempts, string? Outcome, string? Error, IReadOnlyList<FileView> Files,
    DateTimeOffset Updated, ItemPriority Priority)
{
    public static ItemView Of(ItemRecord record) => new(
        record.Item.Key, record.Item.Title, record.Item.Group, record.State, record.Attempts, record.Outcome, record.Error,
        [.. record.Files.Select(file => FileView.Of(record, file))], record.Updated, record.Item.Priority);
}
