using System.Text.Json;
using BrowserScraper.Progress;

namespace BrowserScraper.App.Exports;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonLinesExport : ItemExport
{
    public override async Task WriteAsync(IAsyncEnumerable<ExportedItem> items, Stream target)
    {
        await using BufferedStream lines = new(target);
        await foreach (ExportedItem item in items)
        {
            JsonSerializer.Serialize(lines, new
            {
                item.Item.Item.Key,
                item.Item.Item.Title,
                State = item.StateName,
                item.Attempts,
                item.Item.Outcome,
                item.Item.Error,
                item.Item.Updated,
                item.Item.Item.Address,
                item.Item.Files,
                Record = item.Record.Count > 0 ? item.Record : null,
            }, RunJson.Line);
            lines.WriteByte((byte)'\n');
        }
    }
}
