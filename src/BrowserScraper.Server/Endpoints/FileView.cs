using BrowserScraper.Items;

namespace BrowserScraper.Server.Endpoints;

/// <summary>One file of an item; <c>key</c> and <c>name</c> are what GET /jobs/{id}/file wants.</summary>
internal sealed record FileView(string Key, string Name, long Size, string Sha256, FileKind Kind)
{
    public static FileView Of(ItemRecord record, SavedFile file) => new(record.Item.Key, file.Path, file.Size, file.Sha256, file.Kind);
}
