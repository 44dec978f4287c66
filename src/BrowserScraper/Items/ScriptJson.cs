using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BrowserScraper.Items;

/// <summary>
/// JSON of types that scripts declare. What is known of a type is kept with the options, so one that may be unloaded, as its script was
/// compiled by this program, has options of its own: the common ones would keep it, and its whole assembly, for ever.
/// </summary>
/// <param name="common">For types that stay.</param>
internal sealed class ScriptJson(JsonSerializerOptions common)
{
    private readonly ConditionalWeakTable<Type, JsonSerializerOptions> unloadable = [];

    public JsonSerializerOptions For(Type type) => type.IsCollectible ? unloadable.GetValue(type, _ => Apart(common)) : common;

    /// <summary>The same, sharing nothing: equal options share what they know, and a resolver of its own makes these different.</summary>
    /// <param name="from">As these.</param>
    /// <param name="withNulls">Also what is null is written.</param>
    public static JsonSerializerOptions Apart(JsonSerializerOptions from, bool withNulls = false) => new(from)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        DefaultIgnoreCondition = withNulls ? JsonIgnoreCondition.Never : from.DefaultIgnoreCondition,
    };
}
