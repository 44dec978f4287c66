using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>Ends waiting for work on a page that takes no token, such as a script.</summary>
internal static class PageWork
{
    /// <summary>
    /// Waits for work on a page; once it was told to end, or the page is gone, only for so long. What goes on after that has lost whatever
    /// it could write to: whoever calls this sees to it.
    /// </summary>
    /// <exception cref="TimeoutException">It was told to end, and goes on all the same.</exception>
    /// <exception cref="PlaywrightException">The page is gone, and it waits for it all the same.</exception>
    public static async Task<T> EndedAsync<T>(this Task<T> work, Task lost, TimeSpan patience, TimeProvider time, CancellationToken ending)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = ending.Register(ended.SetResult);
        await Task.WhenAny(work, ended.Task, lost);
        try
        {
            return await (work.IsCompleted ? work : work.WaitAsync(patience, time, CancellationToken.None));
        }
        catch (TimeoutException waits) when (!work.IsCompleted && !ending.IsCancellationRequested)
        {
            throw new PlaywrightException(PageLoss.Gone, waits);
        }
    }
}
