using System.Text.Json.Nodes;

namespace BrowserScraper.Session;

/// <summary>What a browser context holds, in the form that Playwright gives and takes.</summary>
internal static class StorageState
{
    /// <summary>Whether a site keeps something besides cookies: in localStorage or IndexedDB.</summary>
    public static bool HasStorage(string state) => JsonNode.Parse(state)?["origins"] is JsonArray { Count: > 0 };

    public static string? WithoutCookies(string? state)
    {
        if (state is null || JsonNode.Parse(state) is not { } whole)
        {
            return null;
        }

        whole["cookies"] = new JsonArray();
        return whole.ToJsonString();
    }
}
