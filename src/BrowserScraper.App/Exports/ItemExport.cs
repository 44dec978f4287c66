namespace BrowserScraper.App.Exports;

/// <summary>A way to write items out, one after the other.</summary>
internal abstract class ItemExport
{
    public abstract Task WriteAsync(IAsyncEnumerable<ExportedItem> items, Stream target);
}
