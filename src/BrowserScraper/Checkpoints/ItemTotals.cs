using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>How many items stand in each state, and when one last changed; kept up with each record. Not for concurrent use.</summary>
internal sealed class ItemTotals
{
    private readonly int[] counts = new int[Enum.GetValues<ItemState>().Length];

    public DateTimeOffset? Updated { get; private set; }

    public int this[ItemState state] => counts[(int)state];

    /// <summary>Those that were known.</summary>
    public static ItemTotals Of(StoredSummary kept)
    {
        ItemTotals totals = new() { Updated = kept.Updated };
        (totals.counts[(int)ItemState.Done], totals.counts[(int)ItemState.Skipped]) = (kept.Done, kept.Skipped);
        (totals.counts[(int)ItemState.Failed], totals.counts[(int)ItemState.Waiting]) = (kept.Failed, kept.Waiting);
        return totals;
    }

    /// <summary>Those of all records, each looked at once.</summary>
    public static ItemTotals Of(IEnumerable<byte[]> bodies)
    {
        ItemTotals totals = new();
        foreach (byte[] body in bodies)
        {
            totals.Change(null, body);
        }

        return totals;
    }

    /// <param name="last">The item's last record, or null; without the opening brace.</param>
    /// <param name="body">The one that replaces it.</param>
    public void Change(byte[]? last, byte[] body)
    {
        if (last is not null)
        {
            counts[(int)Counted(Look(last).State)]--;
        }

        (ItemState state, DateTimeOffset updated) = Look(body);
        counts[(int)Counted(state)]++;
        Updated = Updated > updated ? Updated : updated;
    }

    // Both are to do.
    private static ItemState Counted(ItemState state) => state == ItemState.Working ? ItemState.Waiting : state;

    private static (ItemState State, DateTimeOffset Updated) Look(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new("{"u8, isFinalBlock: false, default);
        reader.Read();
        reader = new Utf8JsonReader(body, isFinalBlock: true, reader.CurrentState);
        ItemState state = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isState = reader.ValueTextEquals("state"u8);
            bool isUpdated = !isState && reader.ValueTextEquals("updated"u8);
            reader.Read();
            if (isUpdated)
            {
                return (state, reader.GetDateTimeOffset()); // written after the state
            }

            state = isState ? StateNames.Read(ref reader) : state;
            reader.Skip();
        }

        return (state, default);
    }
}
