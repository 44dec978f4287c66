using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>
/// What an operator does to a job and its items, from wherever. Orders hold for the run that is at work, on all of its machines, and for
/// those that join it; each follows within two seconds. Members may be called concurrently.
/// </summary>
public interface IJobControl
{
    /// <summary>Skips an item that is not settled. A claim on it is worth nothing any more.</summary>
    /// <returns>False where it is not known, or has ended, or is being completed just then.</returns>
    ValueTask<bool> CancelAsync(string key);

    /// <summary>Queues items again that were given up, as if they had never been tried.</summary>
    /// <param name="which">Of those; others that it names are left alone.</param>
    /// <returns>Those that were queued, as they were before.</returns>
    ValueTask<IReadOnlyList<ItemRecord>> RetryAsync(ItemFilter which);

    /// <summary>Makes items known, and queues those that were not. What is known of the others stays.</summary>
    /// <param name="items">As they are to be kept.</param>
    /// <param name="isForLater">They are made known, and not queued; so it is where no run is at work.</param>
    ValueTask<IReadOnlyList<AddedItem>> AddAsync(IReadOnlyList<WorkItem> items, bool isForLater = false);

    /// <summary>Items in flight finish, and nothing further is begun.</summary>
    /// <param name="by">Who wants it, such as the machine's name.</param>
    /// <returns>False where no run is at work.</returns>
    ValueTask<bool> PauseAsync(string by);

    /// <summary>A paused run goes on.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    ValueTask<bool> ResumeAsync(string by);

    /// <summary>Changes how many pages each machine drives.</summary>
    /// <param name="pages">As CONCURRENT_PAGES is written.</param>
    /// <param name="by">Who wants it.</param>
    /// <returns>False where no run is at work.</returns>
    ValueTask<bool> SetPagesAsync(string pages, string by);

    /// <summary>Ends the run on all of its machines: items in flight get 10 s to finish.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The line that the operator of each machine sees.</param>
    /// <returns>False where no run is at work.</returns>
    ValueTask<bool> StopAsync(StopReason reason, string message);
}
