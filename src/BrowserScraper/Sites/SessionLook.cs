using BrowserScraper.Browsers;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>
/// Looks at a page until it is clear who is signed in: apps draw late, and some show their form first and then restore the session. Calls
/// for several pages may run concurrently.
/// </summary>
/// <param name="marks">What to look for.</param>
/// <param name="users">Whose name the home page has shown before.</param>
/// <param name="isSite">Whether an address is the site's own, so that a 401 from there counts.</param>
/// <param name="limit">REQUEST_TIMEOUT: for a page on which nothing comes.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionLook(MarkReader marks, SessionUsers users, Predicate<Uri> isSite, TimeSpan limit, TimeProvider time)
{
    /// <summary>A form that stands so long, while nothing is under way, stays.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromMilliseconds(500);

    /// <summary>Whatever is under way, a form that stands so long stays.</summary>
    public static readonly TimeSpan LongestStay = TimeSpan.FromSeconds(5);

    /// <summary>Within this time an app that was answered 401 has got itself a new token, or has not.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>A page that is still asking, such as for a new token that others wait for, too, has so long.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    /// <param name="page">A page whose document has been read.</param>
    /// <param name="canRestore">False where there is no session that an app could restore: then a form counts at once.</param>
    public async Task<SessionView> SeeAsync(IPage page, bool canRestore = true)
    {
        PageActivity activity = await PageActivity.OfAsync(page, time);
        long began = time.GetTimestamp();
        long idleSince = began;
        long? outSince = null;
        while (true)
        {
            PageState state = await marks.ReadAsync(page);
            bool isQuiet = activity.IsQuiet;
            idleSince = isQuiet ? idleSince : time.GetTimestamp();
            outSince = state.LooksOut ? outSince ?? time.GetTimestamp() : null;
            if (state.Wall)
            {
                return SessionView.Wall;
            }

            if (state.Between)
            {
                return SessionView.Between;
            }

            if (state.SignedIn && !users.IsOwn(page.Context, state.User))
            {
                return SessionView.Refused;
            }

            if (state.SignedIn && SignedIn(activity, isQuiet || time.GetElapsedTime(began) > LongestStay) is { } sight)
            {
                return sight;
            }

            if (outSince is { } since && (!canRestore || IsToStay(time.GetElapsedTime(since), isQuiet)))
            {
                return SessionView.SignedOut;
            }

            if (!state.SignedIn && outSince is null && (time.GetElapsedTime(idleSince) > Idle || time.GetElapsedTime(began) > limit))
            {
                return SessionView.Nothing;
            }

            await Task.Delay(Interval, time);
        }
    }

    /// <summary>
    /// Addresses of the site's own that were answered 401 and have not been answered better since, long enough ago to count.
    /// </summary>
    public IEnumerable<Uri> Refused(PageActivity activity) =>
        activity.Refused.Where(each => IsForGood(activity, each.Since) && isSite(each.Address)).Select(each => each.Address);

    /// <summary>Some that may still be answered better.</summary>
    public bool IsInDoubt(PageActivity activity) => activity.Refused.Any(each => !IsForGood(activity, each.Since) && isSite(each.Address));

    public static bool IsToStay(TimeSpan stood, bool isQuiet) => stood > LongestStay || (isQuiet && stood > Stay);

    private static bool IsForGood(PageActivity activity, TimeSpan since) => since > (activity.IsQuiet ? AnswerLimit : LongestAnswer);

    private SessionView? SignedIn(PageActivity activity, bool isDrawn) =>
        Refused(activity).Any() ? SessionView.Refused
        : isDrawn && !IsInDoubt(activity) ? SessionView.SignedIn
        : null;
}
