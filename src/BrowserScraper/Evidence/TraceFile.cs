using System.IO.Compression;
using System.Text.Json.Nodes;
using BrowserScraper.Items;

namespace BrowserScraper.Evidence;

/// <summary>
/// Writes a trace again with the lines of one page, and without cookies, credentials and other secrets. Facts about the
/// form: Playwright's trace recorder (playwright-core, server/trace/recorder/tracing.ts) and HAR 1.2 for its network lines.
/// </summary>
internal static class TraceFile
{
    private static readonly string[] SecretHeaders = ["cookie", "set-cookie", "authorization", "proxy-authorization"];

    public static async Task RewriteAsync(string source, string target, string mark, Secrets secrets)
    {
        using ZipArchive from = ZipFile.OpenRead(source);
        await using FileStream file = new(target, FileMode.Create);
        using ZipArchive to = new(file, ZipArchiveMode.Create);
        ZipArchiveEntry[] records = [.. from.Entries.Where(entry => entry.FullName.EndsWith(".trace", StringComparison.Ordinal) || entry.FullName.EndsWith(".network", StringComparison.Ordinal))];
        List<(string Name, JsonObject Line)> lines = [];
        foreach (ZipArchiveEntry entry in records)
        {
            lines.AddRange((await ReadAsync(entry)).Select(line => (entry.FullName, line)));
        }

        string? page = lines.Select(each => each.Line).FirstOrDefault(line => line["text"]?.ToString() == mark)?["pageId"]?.ToString();
        HashSet<string> calls = [.. lines.Where(each => PageOf(each.Line) == page).Select(each => CallOf(each.Line)).OfType<string>()];
        Dictionary<string, string> texts = lines
            .Where(each => BelongsTo(each.Line, page, calls) && each.Line["text"]?.ToString() != mark)
            .GroupBy(each => each.Name, each => secrets.RemovedFrom(WithoutHeaders(each.Line).ToJsonString()), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join('\n', group) + "\n", StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in from.Entries)
        {
            bool isRecord = records.Contains(entry);
            string? text = isRecord ? texts.GetValueOrDefault(entry.FullName, "") : null;
            if (isRecord || texts.Values.Any(known => known.Contains(Path.GetFileName(entry.FullName), StringComparison.Ordinal)))
            {
                await CopyAsync(entry, to, text, secrets);
            }
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> ReadAsync(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(await entry.OpenAsync());
        string text = await reader.ReadToEndAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(WellFormed.Json(line))).OfType<JsonObject>()];
    }

    private static async Task CopyAsync(ZipArchiveEntry entry, ZipArchive to, string? text, Secrets secrets)
    {
        await using Stream target = await to.CreateEntry(entry.FullName).OpenAsync();
        await using Stream source = await entry.OpenAsync();
        bool isText = text is not null || Path.GetExtension(entry.FullName) is ".html" or ".json" or ".txt" or ".js" or ".css" or ".xml" or ".svg" or ".dat";
        if (!isText)
        {
            await source.CopyToAsync(target);
            return;
        }

        // Latin-1 keeps every byte as it is.
        using StreamReader reader = new(source, System.Text.Encoding.Latin1);
        byte[] bytes = text is null
            ? System.Text.Encoding.Latin1.GetBytes(secrets.RemovedFrom(await reader.ReadToEndAsync()))
            : System.Text.Encoding.UTF8.GetBytes(text);
        await target.WriteAsync(bytes);
    }

    private static bool BelongsTo(JsonObject line, string? page, HashSet<string> calls) => PageOf(line) is { } its
        ? its == page
        : CallOf(line) is not { } call || calls.Contains(call);

    private static string? PageOf(JsonObject line) =>
        (line["pageId"] ?? line["params"]?["pageId"] ?? line["snapshot"]?["pageId"] ?? line["snapshot"]?["pageref"])?.ToString();

    private static string? CallOf(JsonObject line) => (line["callId"] ?? line["snapshot"]?["callId"])?.ToString();

    private static JsonObject WithoutHeaders(JsonObject line)
    {
        foreach (string side in new[] { "request", "response" })
        {
            if (line["snapshot"]?[side] is JsonObject half)
            {
                half["cookies"] = new JsonArray();
                half["headers"] = new JsonArray([.. (half["headers"] as JsonArray ?? [])
                    .Where(header => !SecretHeaders.Contains(header?["name"]?.ToString(), StringComparer.OrdinalIgnoreCase))
                    .Select(header => header?.DeepClone())]);
            }
        }

        // Of what our own requests were given.
        foreach (JsonObject header in (line["params"]?["headers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (SecretHeaders.Contains(header["name"]?.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                header["value"] = "[removed]";
            }
        }

        return line;
    }
}
