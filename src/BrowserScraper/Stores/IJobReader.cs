using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>
/// What a job knows, for whoever looks at it. Holds nothing and changes nothing. What is being worked on may be a moment older. Members may
/// be called concurrently.
/// </summary>
public interface IJobReader
{
    /// <summary>Which site its items belong to, as given when it was made.</summary>
    string Site { get; }

    /// <summary>Its items, in the order in which they became known.</summary>
    /// <param name="which">Default: all.</param>
    IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null);

    /// <summary>One item, or null where its key is unknown.</summary>
    ValueTask<ItemRecord?> FindAsync(string key);

    /// <summary>What was read of the items that are done, by key; one each.</summary>
    IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync();

    /// <summary>Who works on it, or did in its last run, in the order in which they came. Empty where nobody has left a name.</summary>
    /// <exception cref="IOException">The store does not answer.</exception>
    ValueTask<IReadOnlyList<MachineView>> MachinesAsync();
}
