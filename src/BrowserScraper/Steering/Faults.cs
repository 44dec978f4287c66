using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Steering;

/// <summary>
/// What threw and was not foreseen: told once for each place, with its whole stack, and where nothing can go on, it ends the run. Members
/// may be called concurrently, and never throw.
/// </summary>
internal sealed class Faults(Action<RunEvent> publish, RunControl control)
{
    /// <summary>Whoever throws in hundreds of places has been told of enough.</summary>
    private const int MostTold = 100;

    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Tells it; whatever it has ended, the run goes on.</summary>
    /// <param name="where">Whose it was, such as <c>the memory sampler</c>.</param>
    /// <param name="exception">What it threw.</param>
    public void Tell(string where, Exception exception)
    {
        string error = FaultText.Of(exception);
        lock (gate)
        {
            if (told.Count == MostTold || !told.Add(KindOf(exception)))
            {
                return;
            }
        }

        publish(new RunEvent.Fault(where, error, exception.ToString()));
    }

    /// <summary>Ends the run, with the reason that fits.</summary>
    public void Stop(string where, Exception exception)
    {
        if (exception is OperationCanceledException && control.Stopping.IsCancellationRequested)
        {
            return; // it is being stopped, and its reason is told
        }

        if (exception is RunStopException { Reason: StopReason.Fault, InnerException: { } cause })
        {
            Tell(where, cause);
        }

        if (exception is RunStopException or IOException) // IOException: checkpoint, records, a full disk
        {
            control.Stop((exception as RunStopException)?.Reason ?? StopReason.MachineLacks, exception.Message, grace: TimeSpan.Zero);
            return;
        }

        Tell(where, exception);
        control.Stop(
            StopReason.Fault, $"{where} failed: {FaultText.Of(exception)}; the log and events.jsonl have its stack", grace: TimeSpan.Zero);
    }

    /// <summary>Waits for a part of the run without which it cannot go on: where that throws, the other parts are told to end.</summary>
    public async Task NeededAsync(string where, Task part)
    {
        try
        {
            await part;
        }
        catch (Exception exception)
        {
            Stop(where, exception);
        }
    }

    /// <summary>Waits for what nobody else waits for, so that it does not fail in silence.</summary>
    public async Task ToldAsync(string where, Task part)
    {
        try
        {
            await part;
        }
        catch (Exception exception)
        {
            Tell(where, exception);
        }
    }

    // Messages name items and times; the place does not.
    private static string KindOf(Exception exception) =>
        $"{exception.GetType().FullName} {FirstFrames(exception.StackTrace ?? exception.Message)}";

    private static string FirstFrames(string stack) => string.Join('\n', stack.Split('\n').Take(3));
}
