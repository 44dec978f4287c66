using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrowserScraper.Session;

/// <summary>
/// An account's login as machines keep it for each other: a line that anybody may read, and behind it cookies and storage, sealed. Both
/// belong together, to one account and one version.
/// </summary>
/// <param name="Account">Site and user.</param>
/// <param name="Version">The store's number of it.</param>
/// <param name="IsInUse">A session is at work whose tokens are spent with each request: what is kept of it is out of date.</param>
/// <param name="Stamp">Whose local file has the same session; another one each time that a machine takes the account.</param>
/// <param name="Key">Which key has sealed it; null where nothing is sealed.</param>
/// <param name="Known">How the session's tokens behave, in the form of a saved session, without a value.</param>
internal sealed record StoredLogin(string Account, long Version, bool IsInUse, string Stamp, string? Key, JsonObject? Known)
{
    private const int Format = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The format of the line; another one is not used.</summary>
    public int Form { get; init; } = Format;

    /// <summary>Whether tokens are spent: page loads or requests bring new ones, and the old ones are dead.</summary>
    public bool IsStrict => IsStrictIn(Known);

    /// <summary>Whether a saved session says that its tokens are spent.</summary>
    public static bool IsStrictIn(JsonObject? state) =>
        TokenFindings.Held(TokenFindings.Read(state?["tokens"])).Any() || HasSpentKeys(state);

    /// <summary>What a saved session knows of its tokens, without a value.</summary>
    public static JsonObject KnownIn(JsonObject? state)
    {
        JsonObject known = [];
        if (state?["tokens"] is { } tokens)
        {
            known["tokens"] = tokens.DeepClone();
        }

        if (state?["storage"]?.DeepClone() is JsonObject storage)
        {
            foreach ((_, JsonObject origin) in StorageState.Origins(storage))
            {
                origin.Remove("sessionStorage");
            }

            known["storage"] = storage;
        }

        return known;
    }

    /// <param name="state">What is sealed; nothing without a key.</param>
    /// <param name="key">The key, or null.</param>
    public byte[] Write(byte[]? state, SessionKey? key)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(this with { Key = state is null ? null : key?.Name }, Json);
        return state is null || key is null ? line : [.. line, (byte)'\n', .. key.Seal(state, line)];
    }

    /// <returns>The line, with what is sealed behind it; null where it is none that is known here.</returns>
    public static (StoredLogin Login, byte[] Line, byte[] Sealed)? Read(byte[] all)
    {
        int end = Array.IndexOf(all, (byte)'\n');
        byte[] line = end < 0 ? all : all[..end];
        try
        {
            return JsonSerializer.Deserialize<StoredLogin>(line, Json) is { Form: Format, Account: not null } read
                ? (read, line, end < 0 ? [] : all[(end + 1)..]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasSpentKeys(JsonObject? state) => state?["storage"] is JsonObject own
        && StorageState.Origins(own).Any(
            origin => origin.All["spent"] is JsonObject kinds && kinds.Any(kind => kind.Value is JsonArray { Count: > 0 }));
}
