namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>Something that is done once, the next time that something else happens. Members may be called concurrently.</summary>
internal sealed class NextTime
{
    private readonly Lock gate = new();
    private (Action Act, TaskCompletionSource Done)? awaited;

    /// <summary>Completes when it has happened and was done. Only one thing is waited for at a time.</summary>
    public Task DoAsync(Action act)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            awaited = (act, done);
        }

        return done.Task;
    }

    /// <summary>It happens.</summary>
    public void Happen()
    {
        if (Take() is { } now)
        {
            now.Act();
            now.Done.TrySetResult();
        }
    }

    /// <summary>It is waited for no more.</summary>
    /// <returns>Whether it was, as it had not happened.</returns>
    public bool Forget() => Take() is not null;

    private (Action Act, TaskCompletionSource Done)? Take()
    {
        lock (gate)
        {
            (Action, TaskCompletionSource)? taken = awaited;
            awaited = null;
            return taken;
        }
    }
}
