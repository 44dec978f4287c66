using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>How a run tells on the pages of a script who is signed in. Members may be called concurrently.</summary>
internal sealed class SessionRules
{
    /// <param name="script">Whose marks.</param>
    /// <param name="requestLimit">REQUEST_TIMEOUT.</param>
    /// <param name="wallPause">How long a page that shows a wall is left alone.</param>
    /// <param name="hosts">Told how the site's hosts answer.</param>
    /// <param name="logins">For servers that ask for user and password by HTTP itself.</param>
    /// <param name="tell">Gets what is learned of the marks, in one line.</param>
    /// <param name="time">The clock.</param>
    /// <param name="users">Who has signed in. Default: nobody yet.</param>
    public SessionRules(
        SiteScript script, TimeSpan requestLimit, TimeSpan wallPause, HostWatch hosts, HttpLogins logins, Action<string> tell,
        TimeProvider time, SessionUsers? users = null)
    {
        SessionMarks marks = script.NeedsSignIn ? script.Marks : SessionMarks.None;
        IsNeeded = script.NeedsSignIn;
        RequestLimit = requestLimit;
        WallPause = wallPause;
        Time = time;
        Hosts = hosts;
        Visits = new(hosts, logins, time);
        Marks = new(marks);
        MarkWords = marks.SignedInWords;
        Users = users ?? new(tell);
        Look = new(Marks, Users, address => IsOf(script.Home, address), requestLimit, time);
        Findings = new(tell);
    }

    public bool IsNeeded { get; }

    public TimeSpan RequestLimit { get; }

    public TimeSpan WallPause { get; }

    public TimeProvider Time { get; }

    public HostWatch Hosts { get; }

    /// <summary>How its pages are sent to addresses.</summary>
    public Visits Visits { get; }

    public MarkReader Marks { get; }

    /// <summary>The marks of a signed-in user, for messages.</summary>
    public string MarkWords { get; }

    public SessionLook Look { get; }

    public SessionFindings Findings { get; }

    public SessionUsers Users { get; }

    /// <summary>Guards one attempt on a page.</summary>
    public async Task<SessionGuard> GuardAsync(IPage page, string key) => new(this, page, await PageActivity.OfAsync(page, Time), key);

    // The site's own: its host, and those that share the part above it.
    private static bool IsOf(Uri home, Uri address) =>
        address.Host == home.Host || address.Host.EndsWith($".{home.Host}", StringComparison.OrdinalIgnoreCase)
        || (home.Host.Split('.') is { Length: > 2 } labels
            && address.Host.EndsWith($".{string.Join('.', labels.Skip(1))}", StringComparison.OrdinalIgnoreCase));
}
