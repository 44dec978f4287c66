using System.Globalization;
using System.Text.Json;
using BrowserScraper.Items;
using CsvHelper;

namespace BrowserScraper.App.Exports;

/// <summary>A table: one row for each item, one column for each field that any record has.</summary>
/// <param name="fields">The records' fields.</param>
internal sealed class CsvExport(IReadOnlyList<string> fields) : ItemExport
{
    private const string FormulaStarts = "=+-@\t\r\n";

    private static readonly string[] Columns =
        ["key", "state", "attempts", "outcome", "error", "updated", "address", "file", "size", "sha256", "lane"];

    public override async Task WriteAsync(IAsyncEnumerable<ExportedItem> items, Stream target)
    {
        using CsvWriter csv = CsvWriter.Create(target, CsvWriterOptions.Default, leaveOpen: false);
        string[] title = fields.Contains("title") ? [] : ["title"]; // a record's own says as much
        csv.WriteRecord([.. Columns, .. title, .. fields.Select(field => Columns.Contains(field) ? $"record.{field}" : Harmless(field))]);
        await foreach (ExportedItem item in items)
        {
            csv.WriteRecord(
                [.. Known(item), .. title.Select(_ => Harmless(item.Item.Item.Title ?? "")),
                .. fields.Select(field => item.Record.TryGetValue(field, out JsonElement value) ? Read(value) : "")]);
        }
    }

    private static string[] Known(ExportedItem exported)
    {
        ItemRecord item = exported.Item;
        return
        [
            Harmless(item.Item.Key),
            exported.StateName,
            $"{exported.Attempts}",
            item.Outcome ?? "",
            Harmless(item.Error ?? ""),
            $"{item.Updated.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            Harmless(item.Item.Address?.ToString() ?? ""),
            Harmless(string.Join("; ", item.Files.Select(file => file.Path))),
            string.Join("; ", item.Files.Select(file => file.Size)),
            string.Join("; ", item.Files.Select(file => file.Sha256)),
            item.Files.Any(file => file.Lane is not null) ? string.Join("; ", item.Files.Select(file => file.Lane ?? "-")) : "",
        ];
    }

    private static string Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Harmless(value.GetString()!),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>A spreadsheet would take what begins like this for a formula and carry it out; a quote before it makes it text.</summary>
    private static string Harmless(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0])
            && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{text}" : text;
}
