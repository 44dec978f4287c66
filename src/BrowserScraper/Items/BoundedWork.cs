using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Items;

/// <summary>Ends waiting for work that takes no token, such as a script on a page.</summary>
internal static class BoundedWork
{
    /// <summary>
    /// Waits for work on a page; once it was told to end, or the page is gone, only for so long. What goes on after that has lost whatever it could
    /// write to: whoever calls this sees to it.
    /// </summary>
    /// <exception cref="TimeoutException">It was told to end, and goes on all the same.</exception>
    /// <exception cref="PlaywrightException">The page is gone, and it waits for it all the same.</exception>
    public static async Task<T> EndedAsync<T>(this Task<T> work, IPage page, TimeSpan patience, TimeProvider time, CancellationToken ending)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = ending.Register(ended.SetResult);
        await Task.WhenAny(work, ended.Task, PageLoss.Of(page));
        try
        {
            return await (work.IsCompleted ? work : work.WaitAsync(patience, time, CancellationToken.None));
        }
        catch (TimeoutException waits) when (!work.IsCompleted && !ending.IsCancellationRequested)
        {
            throw new PlaywrightException(PageLoss.Gone, waits);
        }
    }

    /// <summary>Whether it ended in time, be it well or with the page, the browser or its driver gone: whoever needs a result asks the task how it ended.</summary>
    public static async Task<bool> EndsWithinAsync(this Task work, TimeSpan limit, TimeProvider time)
    {
        try
        {
            await work.WaitAsync(limit, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (Exception)
        {
            return true; // a driver that dies fails its calls with whatever its pipes and its process throw
        }
    }
}
