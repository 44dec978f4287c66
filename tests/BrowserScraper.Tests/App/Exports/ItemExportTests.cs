using System.Text;
using System.Text.Json;
using BrowserScraper.App.Exports;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.App.Exports;

public sealed class ItemExportTests
{
    private static readonly ExportedItem Done = new(
        new(new("K1", new Uri("vehicles/K1", UriKind.Relative)))
        {
            State = ItemState.Done,
            Outcome = "Done",
            Files = [new("K1.pdf", 12, "aa") { Lane = "http" }, new("K1-2.pdf", 3, "bb")],
            Updated = new(2026, 11, 22, 11, 15, 8, TimeSpan.Zero),
        },
        Fields("""{"title":"Bus, \"big\"","price":-12.5,"state":"new","tags":["a","b"],"sold":null}"""));

    private static readonly ExportedItem Failed = new(
        new(new("=1+1")) { State = ItemState.Failed, Attempts = 3, Outcome = "Failed", Error = "@cmd", Updated = default }, Fields("{}"));

    [Fact]
    public async Task Write_Csv_HasARowForEachItemAndAColumnForEachField() => Assert.Equal(
        [
            "key,state,attempts,outcome,error,updated,address,file,size,sha256,lane,title,price,record.state,tags,sold",
            "K1,done,1,Done,,2026-11-22T11:15:08Z,vehicles/K1,K1.pdf; K1-2.pdf,12; 3,aa; bb,http; "
                + """"-,"Bus, ""big""",-12.5,new,"[""a"",""b""]","""",
            "'=1+1,failed,3,Failed,'@cmd,0001-01-01T00:00:00Z,,,,,,,,,,",
            "",
        ],
        await LinesAsync(new CsvExport(["title", "price", "state", "tags", "sold"]), "\r\n"));

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+49 30 1234", "'+49 30 1234")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a=b", "a=b")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("Zürich", "Zürich")]
    public async Task Write_Csv_MakesNoFormulaOfText(string text, string cell)
    {
        ExportedItem item = Failed with { Record = Fields(JsonSerializer.Serialize(new { text })) };

        string row = (await WriteAsync(new CsvExport(["text"]), item)).Split("\r\n")[1];

        Assert.EndsWith($",{cell}", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_JsonLines_IsOneObjectForEachItem() => Assert.Equal(
        [
            """{"key":"K1","state":"done","attempts":"""
                + """1,"outcome":"Done","updated":"2026-11-22T11:15:08+00:00","address":"vehicles/K1","files":["""
                + """{"path":"K1.pdf","size":12,"sha256":"aa","kind":"any","lane":"http"},"""
                + """{"path":"K1-2.pdf","size":3,"sha256":"bb","kind":"any"}],"record":"""
                + """{"title":"Bus, \"big\"","price":-12.5,"state":"new","tags":["a","b"],"sold":null}}""",
            """{"key":"=1+1","state":"failed","attempts":"""
                + """3,"outcome":"Failed","error":"@cmd","updated":"0001-01-01T00:00:00+00:00","files":[]}""",
            "",
        ],
        await LinesAsync(new JsonLinesExport(), "\n"));

    private static async Task<string[]> LinesAsync(ItemExport export, string end) => (await WriteAsync(export, Done, Failed)).Split(end);

    private static async Task<string> WriteAsync(ItemExport export, params ExportedItem[] items)
    {
        using MemoryStream target = new();
        await export.WriteAsync(items.ToAsyncEnumerable(), target);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static Dictionary<string, JsonElement> Fields(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
