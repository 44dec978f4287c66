using BrowserScraper.Items;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// Steers a job that no process works on: it is opened for each order. One that is worked on can be steered by that process alone.
/// </summary>
/// <param name="open">Opens the job, or throws <see cref="JobHeldException"/>.</param>
internal sealed class FileJobControl(Func<Task<IJobSession>> open) : IJobControl
{
    /// <inheritdoc/>
    public async ValueTask<bool> CancelAsync(string key)
    {
        await using IJobSession job = await open();
        return await job.CancelAsync(key);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which)
    {
        await using IJobSession job = await open();
        return await job.RetryAsync(which);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false)
    {
        await using IJobSession job = await open();
        IReadOnlyList<AddedItem> added = await job.AddAsync(items, isForLater: true);
        await job.FlushAsync();
        return added;
    }

    /// <inheritdoc/>
    public ValueTask<bool> PauseAsync(string by) => NobodyIsAtWorkAsync();

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(string by) => NobodyIsAtWorkAsync();

    /// <inheritdoc/>
    public ValueTask<bool> SetPagesAsync(string pages, string by) => NobodyIsAtWorkAsync();

    /// <inheritdoc/>
    public ValueTask<bool> StopAsync(StopReason reason, string message) => NobodyIsAtWorkAsync();

    private async ValueTask<bool> NobodyIsAtWorkAsync()
    {
        await (await open()).DisposeAsync();
        return false;
    }
}
