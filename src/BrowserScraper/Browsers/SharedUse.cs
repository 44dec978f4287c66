namespace BrowserScraper.Browsers;

/// <summary>
/// Many may use something at a time, such as the browser, and one may stop them all: whoever comes then waits, and who is in work is
/// waited for. Members may be called concurrently.
/// </summary>
internal sealed class SharedUse
{
    private readonly Lock gate = new();
    private TaskCompletionSource? stopped;
    private TaskCompletionSource? idle;
    private int users;

    /// <summary>Begins to use it, as soon as nobody stops it. Dispose what it returns.</summary>
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

    /// <summary>
    /// Lets nobody begin, and completes when nobody is left; who comes while another one stops them waits for that. Dispose what it returns
    /// to let them in again.
    /// </summary>
    public async Task<IDisposable> StopAllAsync(CancellationToken stopping)
    {
        Task wait;
        while (!TryStop(out wait))
        {
            await wait.WaitAsync(stopping);
        }

        Reopening reopening = new(this);
        try
        {
            await wait.WaitAsync(stopping);
            return reopening;
        }
        catch
        {
            reopening.Dispose();
            throw;
        }
    }

    /// <param name="wait">Completes when nobody is left; where another one stops them, when that is over.</param>
    private bool TryStop(out Task wait)
    {
        lock (gate)
        {
            if (stopped is not null)
            {
                wait = stopped.Task;
                return false;
            }

            stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (users == 0)
            {
                idle.SetResult();
            }

            wait = idle.Task;
            return true;
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

    private sealed class UseLease(SharedUse use) : IDisposable
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

    private sealed class Reopening(SharedUse use) : IDisposable
    {
        public void Dispose() => use.Reopen();
    }
}
