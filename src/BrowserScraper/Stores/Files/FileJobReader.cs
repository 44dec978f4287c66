using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Stores.Files;

/// <summary>Reads a job's folder, which may be at work.</summary>
/// <param name="job">The job.</param>
/// <param name="read">Reads its items.</param>
internal sealed class FileJobReader(JobSummary job, ReadItems read) : IJobReader
{
    private readonly Lazy<IReadOnlyList<ItemRecord>> items = new(() => read.Of(job.Folder));

    /// <inheritdoc/>
    public string Site => job.Site;

    /// <inheritdoc/>
    public IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null) =>
        items.Value.Where(record => which?.Fits(record) ?? true).ToAsyncEnumerable();

    /// <inheritdoc/>
    public ValueTask<ItemRecord?> FindAsync(string key) => ValueTask.FromResult(items.Value.FirstOrDefault(each => each.Item.Key == key));

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync()
    {
        using RecordsIndex records = new(job.Folder);
        foreach (KeyValuePair<string, JsonElement> record in records.All())
        {
            await Task.CompletedTask;
            yield return record;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MachineView>> MachinesAsync() => FileJobMachine.OfAsync(job.Folder);
}
