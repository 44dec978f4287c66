using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Testing.Stores;

/// <summary>Looks at a job in memory.</summary>
internal sealed class MemoryJobReader(MemoryJob job) : IJobReader
{
    public string Site => job.Site;

    public IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null)
    {
        lock (job.Gate)
        {
            return job.Order.Select(key => job.Items[key]).Where(record => which?.Fits(record) ?? true).ToArray().ToAsyncEnumerable();
        }
    }

    public ValueTask<ItemRecord?> FindAsync(string key)
    {
        lock (job.Gate)
        {
            return ValueTask.FromResult(job.Items.GetValueOrDefault(key));
        }
    }

    public IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync()
    {
        lock (job.Gate)
        {
            return job.Records.Where(each => job.Items[each.Key].State == ItemState.Done).ToArray().ToAsyncEnumerable();
        }
    }

    public ValueTask<IReadOnlyList<MachineView>> MachinesAsync() => ValueTask.FromResult<IReadOnlyList<MachineView>>([]);
}
