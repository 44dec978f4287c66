namespace BrowserScraper.Items;

/// <summary>Ends waiting for work that takes no token.</summary>
internal static class BoundedWork
{
    /// <summary>
    /// Whether it ended in time, be it well or with the page, the browser or its driver gone: whoever needs a result asks the task how it
    /// ended.
    /// </summary>
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
