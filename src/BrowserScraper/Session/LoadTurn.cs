namespace BrowserScraper.Session;

/// <summary>
/// One page load that may spend the token, from before its document is asked for until it is clear that the next one may go. Members may be
/// called concurrently.
/// </summary>
/// <param name="page">Whose.</param>
/// <param name="limit">REQUEST_TIMEOUT.</param>
/// <param name="mayBringNone">Some load before has brought no new token; else only a longer quiet ends it, and texts that were read do
/// not.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadTurn(PageStorage page, TimeSpan limit, bool mayBringNone, TimeProvider time)
{
    /// <summary>So long nothing of a page's requests is under way.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The same where its document has not been parsed yet, or each load before has brought a new token: a busy machine may need as long.
    /// </summary>
    public static readonly TimeSpan LongQuiet = TimeSpan.FromSeconds(5);

    /// <summary>What an app writes beside its new token, it writes at once.</summary>
    private static readonly TimeSpan Beside = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(40);

    private readonly TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LoadEnd> over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long begun = time.GetTimestamp();
    private volatile bool isRead;
    private volatile bool hasArrived;

    public PageStorage Page => page;

    /// <summary>The request that its document came with, where that was held; null before.</summary>
    public string? Document { get; set; }

    /// <summary>Completes when it is over.</summary>
    public Task<LoadEnd> Over => over.Task;

    /// <summary>The storage holds a new token.</summary>
    public void Changed() => changed.TrySetResult();

    /// <summary>The page was sent to its address, and has come to a document or to none.</summary>
    public void Arrived() => hasArrived = true;

    /// <summary>The script has read what it requires.</summary>
    public void Read() => isRead = true;

    /// <summary>Waits for its end; <see cref="Over"/> is for <paramref name="release"/> to have been called first.</summary>
    public async Task FollowAsync(Action<LoadEnd> release)
    {
        LoadEnd end = LoadEnd.Gone;
        try
        {
            end = await EndAsync();
        }
        finally
        {
            release(end);
            over.TrySetResult(end);
        }
    }

    private async Task<LoadEnd> EndAsync()
    {
        while (true)
        {
            await Task.WhenAny(changed.Task, page.Closed, Task.Delay(Glance, time));
            if (changed.Task.IsCompleted)
            {
                await Task.WhenAny(page.Closed, Task.Delay(Beside, time));
                return LoadEnd.Token;
            }

            if (page.Closed.IsCompleted)
            {
                return LoadEnd.Gone;
            }

            TimeSpan quiet = hasArrived || page.Network.HasDocument ? page.Network.Since : TimeSpan.Zero;
            if (quiet >= (hasArrived && mayBringNone ? Quiet : LongQuiet))
            {
                return LoadEnd.Quiet;
            }

            if (mayBringNone && isRead && quiet > TimeSpan.Zero)
            {
                return LoadEnd.Read;
            }

            if (time.GetElapsedTime(begun) > limit)
            {
                return LoadEnd.Late;
            }
        }
    }
}
