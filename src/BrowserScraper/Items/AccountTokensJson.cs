using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Items;

/// <summary>Reports of earlier versions hold the lineage alone.</summary>
internal sealed class AccountTokensJson : JsonConverter<AccountTokens>
{
    private sealed record Form(IReadOnlyList<TokenFinding>? Found, IReadOnlyList<TokenUse>? Lineage);

    public override AccountTokens? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return new([], JsonSerializer.Deserialize<IReadOnlyList<TokenUse>>(ref reader, options) ?? []);
        }

        Form? read = JsonSerializer.Deserialize<Form>(ref reader, options);
        return new(read?.Found ?? [], read?.Lineage ?? []);
    }

    public override void Write(Utf8JsonWriter writer, AccountTokens value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Form(value.Found, value.Lineage), options);
}
