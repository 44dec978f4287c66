using System.Text.Json.Nodes;

namespace BrowserScraper.Session;

/// <summary>
/// What a session's pages keep in localStorage and sessionStorage, as far as they have told, and which of it page loads spend. It rides in
/// the session's file, so that the next run begins with the newest tokens and knows what is spent from its first page on. Members may be
/// called concurrently.
/// </summary>
internal sealed class StorageMemory
{
    private const string Member = "storage";
    private const int Format = 1;
    private const int LongestPast = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<StorageKey, string?> values = [];
    private readonly Dictionary<StorageKey, string> last = [];
    private readonly Dictionary<StorageKey, IReadOnlyList<FoundToken>> tokens = [];
    private readonly HashSet<StorageKey> spent = [];
    private readonly Queue<(StorageKey Key, string Value)> replaced = new();
    private int version;
    private bool isTried;

    /// <summary>Gets every value that becomes known. Default: nobody.</summary>
    public Action<string> Seen { get; set; } = _ => { };

    /// <summary>Goes up with each change in sessionStorage.</summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>One page load after a sign-in has been watched to its end, in this run or an earlier one.</summary>
    public bool IsTried
    {
        get => Volatile.Read(ref isTried);
        set => Volatile.Write(ref isTried, value);
    }

    /// <summary>The keys whose tokens page loads spend.</summary>
    public IReadOnlyList<StorageKey> Spent
    {
        get
        {
            lock (gate)
            {
                return [.. spent];
            }
        }
    }

    /// <summary>The keys that hold what looks like a token.</summary>
    public IReadOnlyList<StorageKey> Tokens
    {
        get
        {
            lock (gate)
            {
                return [.. tokens.Keys];
            }
        }
    }

    /// <summary>Something is called a refresh token.</summary>
    public bool HasRefresh
    {
        get
        {
            lock (gate)
            {
                return tokens.Values.Any(all => all.Any(token => token.IsRefresh));
            }
        }
    }

    /// <summary>Tokens in sessionStorage, which new pages have to be given.</summary>
    public bool HasSessionTokens
    {
        get
        {
            lock (gate)
            {
                return tokens.Keys.Any(key => !key.IsLocal);
            }
        }
    }

    /// <summary>
    /// Takes note of a key's value; null for none. Every page of a context tells every change, some of them late: a token that was replaced
    /// does not come again.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="before">What it had last, also before it was removed; null where it never had any.</param>
    /// <returns>False where that was known, or is out of date.</returns>
    public bool Set(StorageKey key, string? value, out string? before)
    {
        lock (gate)
        {
            before = last.GetValueOrDefault(key);
            if ((values.TryGetValue(key, out string? known) && known == value) || (value is not null && replaced.Contains((key, value))))
            {
                return false;
            }

            if (before is not null && before != value && value is not null && FoundToken.In(key.Name, before).Count > 0)
            {
                replaced.Enqueue((key, before));
                if (replaced.Count > LongestPast)
                {
                    replaced.Dequeue();
                }
            }

            SetUngated(key, value);
            return true;
        }
    }

    /// <summary>All keys of an origin are gone.</summary>
    public void Clear(bool isLocal, string origin)
    {
        lock (gate)
        {
            foreach (StorageKey key in values.Keys.Where(key => key.IsLocal == isLocal && key.Origin == origin).ToArray())
            {
                SetUngated(key, null);
            }
        }
    }

    /// <returns>False where that was known.</returns>
    public bool Spend(StorageKey key)
    {
        lock (gate)
        {
            return spent.Add(key);
        }
    }

    /// <summary>What pages have in sessionStorage now, by origin; null for what is gone.</summary>
    public IReadOnlyDictionary<StorageKey, string?> SessionValues()
    {
        lock (gate)
        {
            return values.Where(each => !each.Key.IsLocal).ToDictionary();
        }
    }

    /// <summary>Whether a key holds what looks like a token, or did.</summary>
    public bool IsToken(StorageKey key)
    {
        lock (gate)
        {
            return tokens.ContainsKey(key) || spent.Contains(key)
                || (last.TryGetValue(key, out string? value) && FoundToken.In(key.Name, value).Count > 0);
        }
    }

    /// <summary>Reads it from a saved state.</summary>
    public void Take(JsonObject state)
    {
        lock (gate)
        {
            foreach ((string origin, JsonObject all) in StorageState.Origins(state))
            {
                TakeItems(all["localStorage"], isLocal: true, origin);
            }

            if (state[Member] is not JsonObject own || own["format"]?.GetValueKind() != System.Text.Json.JsonValueKind.Number
                || (int)own["format"]! != Format)
            {
                return;
            }

            isTried = own["tried"] is JsonValue tried && tried.TryGetValue(out bool was) && was;
            foreach ((string origin, JsonObject all) in StorageState.Origins(own))
            {
                TakeItems(all["sessionStorage"], isLocal: false, origin);
                foreach (string kind in new[] { StorageKey.KindOf(true), StorageKey.KindOf(false) })
                {
                    spent.UnionWith(
                        (all["spent"]?[kind] as JsonArray ?? []).Select(StorageState.TextOf).OfType<string>()
                        .Select(name => new StorageKey(kind == StorageKey.KindOf(true), origin, name)));
                }
            }
        }
    }

    /// <summary>Puts what is newer than a state into it; in the form that Playwright takes, which knows localStorage only.</summary>
    public void PutLocal(JsonObject state)
    {
        lock (gate)
        {
            foreach (IGrouping<string, KeyValuePair<StorageKey, string?>> origin in values.Where(each => each.Key.IsLocal)
                .GroupBy(each => each.Key.Origin))
            {
                JsonArray items = StorageState.LocalOf(state, origin.Key);
                Dictionary<string, string?> now = origin.ToDictionary(each => each.Key.Name, each => each.Value, StringComparer.Ordinal);
                items.RemoveAll(item => StorageState.TextOf((item as JsonObject)?["name"]) is { } name && now.ContainsKey(name));
                foreach ((string name, string? value) in now.Where(each => each.Value is not null))
                {
                    items.Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });
                }
            }

            state.Remove(Member);
        }
    }

    /// <summary>The same for our own file, with all that Playwright does not know.</summary>
    public void Put(JsonObject state)
    {
        PutLocal(state);
        lock (gate)
        {
            bool hasSession = tokens.Keys.Any(key => !key.IsLocal);
            if (spent.Count == 0 && !hasSession && !isTried)
            {
                return;
            }

            KeyValuePair<StorageKey, string?>[] session = hasSession
                ? [.. values.Where(each => !each.Key.IsLocal && each.Value is not null)] : [];
            JsonArray origins =
                new([.. spent.Concat(session.Select(each => each.Key)).Select(key => key.Origin).Distinct()
                .Select(origin => (JsonNode)new JsonObject
            {
                ["origin"] = origin,
                ["spent"] = new JsonObject(spent.Where(key => key.Origin == origin).GroupBy(key => key.Kind)
                    .Select(kind => KeyValuePair.Create(kind.Key, (JsonNode?)new JsonArray([.. kind.Select(key => (JsonNode)key.Name)])))),
                ["sessionStorage"] = new JsonArray([.. session.Where(each => each.Key.Origin == origin)
                    .Select(each => (JsonNode)new JsonObject { ["name"] = each.Key.Name, ["value"] = each.Value })]),
            })]);
            state[Member] = new JsonObject { ["format"] = Format, ["tried"] = isTried, ["origins"] = origins };
        }
    }

    private void SetUngated(StorageKey key, string? value)
    {
        values[key] = value;
        version += key.IsLocal ? 0 : 1;
        tokens.Remove(key);
        if (value is not null)
        {
            last[key] = value;
            Seen(value);
            if (FoundToken.In(key.Name, value) is { Count: > 0 } found)
            {
                tokens[key] = found;
            }
        }
    }

    private void TakeItems(JsonNode? items, bool isLocal, string origin)
    {
        foreach (JsonObject item in (items as JsonArray ?? []).OfType<JsonObject>())
        {
            if (StorageState.TextOf(item["name"]) is { } name && StorageState.TextOf(item["value"]) is { } value)
            {
                SetUngated(new(isLocal, origin, name), value);
            }
        }
    }
}
