using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Reads one item that is to be added: a text, or a text with its priority.</summary>
internal static class AddedLine
{
    /// <exception cref="ServiceException">It is neither.</exception>
    public static InputLine Read(JsonElement item, int index)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            return new(item.GetString()!);
        }

        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("input", out JsonElement input)
            && input.ValueKind == JsonValueKind.String)
        {
            return new(input.GetString()!, PriorityOf(item, index));
        }

        throw new ServiceException(400, $"items[{index}] must be a text, or {{\"input\": \"..\", \"priority\": \"high|normal|low\"}}");
    }

    private static ItemPriority PriorityOf(JsonElement item, int index) =>
        !item.TryGetProperty("priority", out JsonElement priority) ? ItemPriority.Normal
        : priority.ValueKind != JsonValueKind.String ? throw Wrong(index, priority.GetRawText())
        : priority.GetString() switch
        {
            "high" => ItemPriority.High,
            "normal" => ItemPriority.Normal,
            "low" => ItemPriority.Low,
            var other => throw Wrong(index, other),
        };

    private static ServiceException Wrong(int index, string? given) =>
        new(400, $"items[{index}].priority={given}: must be high, normal or low");
}
