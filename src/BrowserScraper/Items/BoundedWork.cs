namespace BrowserScraper.Items;

/// <summary>Ends waiting for work that takes no token, such as a script on a page.</summary>
internal static class BoundedWork
{
    /// <summary>
    /// Waits for work; once it was told to end, only for so long. What goes on after that has lost whatever it could
    /// write to: whoever calls this sees to it.
    /// </summary>
    /// <exception cref="TimeoutException">It goes on all the same.</exception>
    public static async Task<T> EndedAsync<T>(this Task<T> work, TimeSpan patience, TimeProvider time, CancellationToken ending)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = ending.Register(ended.SetResult);
        await Task.WhenAny(work, ended.Task);
        return await (work.IsCompleted ? work : work.WaitAsync(patience, time, CancellationToken.None));
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
