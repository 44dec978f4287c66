using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Attempts;

/// <summary>How the records of scripts are written as JSON.</summary>
internal static class RecordForm
{
    private static readonly ScriptJson Lines = new(RunJson.Line);

    /// <summary>The form of <c>records.jsonl</c>.</summary>
    public static JsonElement Of(object record) => JsonSerializer.SerializeToElement(record, Lines.For(record.GetType()));

    /// <summary>The same with what is null, for somebody who wants to see it.</summary>
    public static JsonElement WithNulls(object record) =>
        JsonSerializer.SerializeToElement(record, ScriptJson.Apart(RunJson.Line, withNulls: true));
}
