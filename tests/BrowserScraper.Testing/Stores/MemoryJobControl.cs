using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Testing.Stores;

/// <summary>
/// Steers a job that no process works on: it is opened for each order. One that is worked on can be steered by that process alone.
/// </summary>
/// <param name="open">Opens the job, or throws <see cref="JobHeldException"/>.</param>
internal sealed class MemoryJobControl(Func<Task<IJobSession>> open) : IJobControl
{
    public async ValueTask<bool> CancelAsync(string key)
    {
        await using IJobSession job = await open();
        return await job.CancelAsync(key);
    }

    public async ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which)
    {
        await using IJobSession job = await open();
        return await job.RetryAsync(which);
    }

    public async ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false)
    {
        await using IJobSession job = await open();
        IReadOnlyList<AddedItem> added = await job.AddAsync(items, isForLater: true);
        await job.FlushAsync();
        return added;
    }

    public ValueTask<bool> PauseAsync(string by) => NobodyIsAtWorkAsync();

    public ValueTask<bool> ResumeAsync(string by) => NobodyIsAtWorkAsync();

    public ValueTask<bool> SetPagesAsync(string pages, string by) => NobodyIsAtWorkAsync();

    public ValueTask<bool> StopAsync(StopReason reason, string message) => NobodyIsAtWorkAsync();

    private async ValueTask<bool> NobodyIsAtWorkAsync()
    {
        await (await open()).DisposeAsync();
        return false;
    }
}
