using System.Collections.Concurrent;
using System.Globalization;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>
/// Notes when each page was asked for, by the portal's own clock, and turns visitors away when told to. Members may be called concurrently.
/// </summary>
internal sealed class PageTimes
{
    private readonly ConcurrentQueue<TimeSpan> times = new();
    private readonly long start = TimeProvider.System.GetTimestamp();
    private int seconds;

    /// <summary>Since the portal's start, in order.</summary>
    public IReadOnlyList<TimeSpan> All => [.. times.Order()];

    /// <summary>When the one was answered that was turned away last; zero where none was.</summary>
    public TimeSpan TurnedAway { get; private set; }

    public void TurnNextAway(int retryAfter) => Volatile.Write(ref seconds, retryAfter);

    /// <summary>Middleware for the pages that count.</summary>
    public Func<RequestDelegate, RequestDelegate> Before(Func<HttpRequest, bool> counts, string tooMany) => next => context =>
    {
        if (!counts(context.Request))
        {
            return next(context);
        }

        TimeSpan now = TimeProvider.System.GetElapsedTime(start);
        times.Enqueue(now);
        if (Interlocked.Exchange(ref seconds, 0) is not (> 0 and var wait))
        {
            return next(context);
        }

        TurnedAway = now;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return context.HtmlAsync(tooMany, StatusCodes.Status429TooManyRequests);
    };
}
