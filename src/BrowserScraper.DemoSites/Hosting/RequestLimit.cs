namespace BrowserScraper.DemoSites.Hosting;

/// <summary>
/// Lets so many requests a second through, and as many of one second at once, like the limits of common web servers; the others are told to
/// come again in a second. Members may be called concurrently.
/// </summary>
/// <param name="perSecond">Zero for any number.</param>
/// <param name="tooMany">The page that goes with the refusal.</param>
internal sealed class RequestLimit(int perSecond, string tooMany)
{
    private readonly Lock gate = new();
    private double left = perSecond;
    private long last = TimeProvider.System.GetTimestamp();
    private int passed;
    private int refused;

    /// <summary>Requests that were let through, and those that were not.</summary>
    public (int Passed, int Refused) Counts
    {
        get
        {
            lock (gate)
            {
                return (passed, refused);
            }
        }
    }

    /// <summary>Middleware for those requests that the limit is for.</summary>
    public Func<RequestDelegate, RequestDelegate> Before(Func<HttpRequest, bool> counts) => next => context =>
        !counts(context.Request) || TryTake() ? next(context) : context.TooManyAsync(tooMany);

    private bool TryTake()
    {
        lock (gate)
        {
            long now = TimeProvider.System.GetTimestamp();
            left = Math.Min(perSecond, left + (TimeProvider.System.GetElapsedTime(last, now).TotalSeconds * perSecond));
            last = now;
            bool passes = perSecond == 0 || left >= 1;
            left -= passes ? 1 : 0;
            (passed, refused) = passes ? (passed + 1, refused) : (passed, refused + 1);
            return passes;
        }
    }
}
