using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.Items;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>An item as its row has it.</summary>
internal static partial class ItemRow
{
    /// <summary>The columns that <see cref="Record"/> reads, in their order.</summary>
    public const string Columns =
        "i.key, i.address, i.title, i.grp, i.priority, i.data, i.state, i.attempts, i.interruptions, i.outcome, i.error, i.files, "
            + "i.updated";

    /// <summary>How many those are.</summary>
    public const int Count = 13;

    public static ItemRecord Record(NpgsqlDataReader row) => new(Item(row))
    {
        State = (ItemState)row.GetInt16(6),
        Attempts = row.GetInt32(7),
        Interruptions = row.GetInt32(8),
        Outcome = Text(row, 9),
        Error = Text(row, 10),
        Files = Text(row, 11) is { } files ? JsonSerializer.Deserialize<SavedFile[]>(files, Database.Json)! : [],
        Updated = row.GetFieldValue<DateTimeOffset>(12),
    };

    public static WorkItem Item(NpgsqlDataReader row) =>
        new(row.GetString(0), Text(row, 1) is { } address ? new Uri(address, UriKind.RelativeOrAbsolute) : null)
        {
            Title = Text(row, 2),
            Group = Text(row, 3),
            Priority = (ItemPriority)row.GetInt16(4),
            Data = Text(row, 5) is { } data ? JsonSerializer.Deserialize<Dictionary<string, string>>(data, Database.Json) : null,
        };

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static string? DataOf(WorkItem item) =>
        item.Data is null ? null : CleanJson(JsonSerializer.Serialize(item.Data, Database.Json));

    /// <summary>The database takes no NUL, neither in a text nor in JSON.</summary>
    public static string? Clean(string? text) => text?.Replace('\0', '\uFFFD');

    /// <inheritdoc cref="Clean"/>
    public static string CleanJson(string json) => EscapedNul().Replace(json, "$1\uFFFD");

    public static string TallyOf(ItemTally tally) => JsonSerializer.Serialize(tally, Database.Json);

    public static ItemTally Tally(string? tally) => tally is null ? default : JsonSerializer.Deserialize<ItemTally>(tally, Database.Json);

    // Not where the backslash is itself escaped: then these are six letters of the text.
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u0000")]
    private static partial Regex EscapedNul();
}
