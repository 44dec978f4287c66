using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Server;

/// <summary>How everything is written that the service sends and keeps: snake case, enums by name, nulls written.</summary>
internal static class ServiceJson
{
    public static JsonSerializerOptions Options { get; } = Set(new(JsonSerializerDefaults.Web));

    /// <summary>Sets options that somebody else has made, such as the web server's.</summary>
    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // always sent as JSON, never inside a page
        options.Converters.Add(new MomentFormat());
        options.Converters.Add(new StoredEnum<FileKind>(StoredNames.Kinds, FileKind.Any)); // webp, and not web_p
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }
}
