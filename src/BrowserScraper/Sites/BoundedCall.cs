using System.Diagnostics;
using System.Runtime.ExceptionServices;
using BrowserScraper.Items;
using BrowserScraper.Redaction;

namespace BrowserScraper.Sites;

/// <summary>
/// Calls a script before its run has begun, on a thread of its own: the script may loop for ever, and who asks must not. Such a thread is
/// left behind, as it goes on. <c>ControlledExecution</c> would abort it, but has ended the whole process here (3 of 64 times, a loop that
/// allocates, .NET 10 on Linux), and a service has other jobs. Until that thread has ended, the script is not called again: one is enough.
/// </summary>
/// <param name="limit">How long a call may take.</param>
internal sealed class BoundedCall(TimeSpan limit)
{
    private volatile LeftBehind? left;

    /// <param name="what">Such as <c>my-site.cs: the constructor of MySite</c>; asked when there is something to tell.</param>
    /// <param name="secrets">What no message may show.</param>
    /// <param name="call">The script's code.</param>
    /// <exception cref="RunStopException">It has not returned in time, or has thrown.</exception>
    public T Ask<T>(Func<string> what, IEnumerable<string> secrets, Func<T> call)
    {
        if (left is { Thread.IsAlive: true } busy)
        {
            throw Wrong(busy.Complaint, cause: null);
        }

        T? answer = default;
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                answer = call();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception); // whatever it is, it would end the process here
            }
        })
        { IsBackground = true, Name = "before the run" };
        thread.Start();
        if (!thread.Join(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : limit))
        {
            left = new(thread, $"{what()} has not returned after {limit.TotalSeconds:0.###} s");
            throw Wrong(left.Complaint, cause: null);
        }

        if (thrown is not null)
        {
            Tell(thrown, what(), secrets);
        }

        return answer!;
    }

    private static void Tell(ExceptionDispatchInfo thrown, string what, IEnumerable<string> secrets)
    {
        Exception exception = thrown.SourceException;
        if (exception is RunStopException)
        {
            thrown.Throw(); // the script speaks to the operator
        }

        // What a static initializer has thrown comes wrapped, and the wrapping says nothing.
        Exception cause = exception is TypeInitializationException { InnerException: { } inner } ? inner : exception;
        Redactor redactor = new();
        foreach (string secret in secrets)
        {
            redactor.Keep(secret);
        }

        throw Wrong(redactor.RemovedFrom($"{what} has thrown {FaultText.Of(cause)}"), exception);
    }

    private static RunStopException Wrong(string complaint, Exception? cause) => new(StopReason.BadUsage, complaint, cause);

    private sealed record LeftBehind(Thread Thread, string Complaint);
}
