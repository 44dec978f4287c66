namespace BrowserScraper.Browsers;

/// <summary>
/// Many may use the browser at a time, and one may stop them all: whoever comes then waits, and who is in work is waited
/// for. Members may be called concurrently.
/// </summary>
internal sealed class BrowserUse
{
    private readonly Lock gate = new();
    private TaskCompletionSource? stopped;
    private TaskCompletionSource? idle;
    private int users;

    /// <summary>Begins to use the browser, as soon as nobody stops it. Dispose what it returns.</summary>
    public async Task<IDisposable> BeginAsync(CancellationToken stopping)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (stopped is null)
                {
                    users++;
                    return new UseLease(this);
                }

                wait = stopped.Task;
            }

            await wait.WaitAsync(stopping);
        }
    }

    /// <summary>Lets nobody begin, and completes when nobody is left. Dispose what it returns to let them in again.</summary>
    public async Task<IAsyncDisposable> StopAllAsync(CancellationToken stopping)
    {
        Task left;
        lock (gate)
        {
            if (stopped is not null)
            {
                throw new InvalidOperationException("the browser is being stopped already");
            }

            stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (users == 0)
            {
                idle.SetResult();
            }

            left = idle.Task;
        }

        Reopening reopening = new(this);
        try
        {
            await left.WaitAsync(stopping);
            return reopening;
        }
        catch
        {
            await reopening.DisposeAsync();
            throw;
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (--users == 0)
            {
                idle?.TrySetResult();
            }
        }
    }

    private void Reopen()
    {
        lock (gate)
        {
            stopped?.TrySetResult();
            stopped = null;
            idle = null;
        }
    }

    private sealed class UseLease(BrowserUse use) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                use.End();
            }
        }
    }

    private sealed class Reopening(BrowserUse use) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            use.Reopen();
            return ValueTask.CompletedTask;
        }
    }
}
