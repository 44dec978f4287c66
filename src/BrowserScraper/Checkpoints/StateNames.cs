using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>States as the file spells them; renaming one in code must not change the file.</summary>
internal static class StateNames
{
    public static ReadOnlySpan<byte> Of(ItemState state) => state switch
    {
        ItemState.Waiting => "waiting"u8,
        ItemState.Working => "working"u8,
        ItemState.Done => "done"u8,
        ItemState.Skipped => "skipped"u8,
        ItemState.Failed => "failed"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an item."),
    };

    public static ItemState Read(ref Utf8JsonReader reader)
    {
        foreach (ItemState state in Enum.GetValues<ItemState>())
        {
            if (reader.ValueTextEquals(Of(state)))
            {
                return state;
            }
        }

        // A state that a later program added: trying again is always safe.
        return ItemState.Waiting;
    }
}
