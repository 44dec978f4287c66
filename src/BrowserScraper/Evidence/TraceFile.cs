using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using BrowserScraper.Items;
using BrowserScraper.Redaction;

namespace BrowserScraper.Evidence;

/// <summary>
/// Writes a trace again with the lines of one page, and without cookies, credentials and other secrets. Facts about the
/// form: Playwright's trace recorder (playwright-core, server/trace/recorder/tracing.ts) and HAR 1.2 for its network lines.
/// </summary>
internal static class TraceFile
{
    public static async Task RewriteAsync(string source, string target, string mark, RunSecrets secrets)
    {
        using ZipArchive from = ZipFile.OpenRead(source);
        await using FileStream file = new(target, FileMode.Create);
        using ZipArchive to = new(file, ZipArchiveMode.Create);
        ZipArchiveEntry[] records =
            [.. from.Entries.Where(
                entry => entry.FullName.EndsWith(".trace", StringComparison.Ordinal)
                || entry.FullName.EndsWith(".network", StringComparison.Ordinal))];
        List<(string Name, JsonObject Line)> lines = [];
        foreach (ZipArchiveEntry entry in records)
        {
            lines.AddRange((await ReadAsync(entry)).Select(line => (entry.FullName, line)));
        }

        string? page = lines.Select(each => each.Line).FirstOrDefault(line => line["text"]?.ToString() == mark)?["pageId"]?.ToString();
        HashSet<string> calls = [.. lines.Where(each => PageOf(each.Line) == page).Select(each => CallOf(each.Line)).OfType<string>()];
        Dictionary<string, string> texts = lines
            .Where(each => BelongsTo(each.Line, page, calls) && each.Line["text"]?.ToString() != mark)
            .GroupBy(each => each.Name, each => TraceLine.Without(secrets, each.Line), StringComparer.Ordinal)
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
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(WellFormed.Json(line)))
            .OfType<JsonObject>()];
    }

    private static async Task CopyAsync(ZipArchiveEntry entry, ZipArchive to, string? text, RunSecrets secrets)
    {
        await using Stream target = await to.CreateEntry(entry.FullName).OpenAsync();
        if (text is not null)
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(text));
            return;
        }

        await using Stream source = await entry.OpenAsync();
        if (Path.GetExtension(entry.FullName).ToLowerInvariant()
            is ".jpeg" or ".jpg" or ".png" or ".webp" or ".gif" or ".avif" or ".woff" or ".woff2" or ".ttf" or ".otf" or ".mp4" or ".webm"
                or ".mp3")
        {
            await source.CopyToAsync(target);
            return;
        }

        using MemoryStream whole = new();
        await source.CopyToAsync(whole);
        await target.WriteAsync(Without(secrets, whole.ToArray()));
    }

    // What is no UTF-8 is taken for Latin-1, which keeps every byte as it is.
    private static byte[] Without(RunSecrets secrets, byte[] body)
    {
        Encoding encoding = Utf8.IsValid(body) ? Encoding.UTF8 : Encoding.Latin1;
        return encoding.GetBytes(secrets.RemovedFrom(encoding.GetString(body)));
    }

    private static bool BelongsTo(JsonObject line, string? page, HashSet<string> calls) => PageOf(line) is { } its
        ? its == page
        : CallOf(line) is not { } call || calls.Contains(call);

    private static string? PageOf(JsonObject line) =>
        (line["pageId"] ?? line["params"]?["pageId"] ?? line["snapshot"]?["pageId"] ?? line["snapshot"]?["pageref"])?.ToString();

    private static string? CallOf(JsonObject line) => (line["callId"] ?? line["snapshot"]?["callId"])?.ToString();
}
