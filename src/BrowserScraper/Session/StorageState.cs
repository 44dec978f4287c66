using System.Text.Json.Nodes;

namespace BrowserScraper.Session;

/// <summary>What a browser context holds, in the form that Playwright gives and takes.</summary>
internal static class StorageState
{
    /// <summary>Whether a site keeps something besides cookies: in localStorage or IndexedDB.</summary>
    public static bool HasStorage(string state) => JsonNode.Parse(state)?["origins"] is JsonArray { Count: > 0 };

    /// <summary>Where IndexedDB holds what looks like a token: database and store; null where nothing does.</summary>
    public static string? IndexedToken(string state) =>
        (from origin in JsonNode.Parse(state)?["origins"] as JsonArray ?? []
         from database in (origin as JsonObject)?["indexedDB"] as JsonArray ?? []
         from store in (database as JsonObject)?["stores"] as JsonArray ?? []
         let name = $"{database!["name"]}/{(store as JsonObject)?["name"]}"
         from record in (store as JsonObject)?["records"] as JsonArray ?? []
         where record is not null && FoundToken.In(name, record.ToJsonString()).Count > 0
         select name).FirstOrDefault();

    /// <summary>Everything that belongs to origins, by their names.</summary>
    public static IEnumerable<(string Origin, JsonObject All)> Origins(JsonObject state) =>
        from origin in (state["origins"] as JsonArray ?? []).OfType<JsonObject>()
        let name = TextOf(origin["origin"])
        where name is not null
        select (name, origin);

    /// <summary>An origin's localStorage, as names and values; made where there is none.</summary>
    public static JsonArray LocalOf(JsonObject state, string origin)
    {
        if (state["origins"] is not JsonArray origins)
        {
            state["origins"] = origins = [];
        }

        JsonObject? own = Origins(state).Where(each => each.Origin == origin).Select(each => each.All).FirstOrDefault();
        if (own is null)
        {
            own = new JsonObject { ["origin"] = origin };
            origins.Add((JsonNode)own);
        }

        if (own["localStorage"] is not JsonArray items)
        {
            own["localStorage"] = items = [];
        }

        return items;
    }

    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

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
