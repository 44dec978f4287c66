using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>Who is signed in, known by a cookie.</summary>
/// <param name="cookieName">Its name.</param>
/// <param name="write">Makes the cookie's value from a session's id. Default: the id itself.</param>
/// <param name="read">Reads the id from a value; null where it is none of ours. Default: the value itself.</param>
internal sealed class SignInSessions<TSession>(string cookieName, Func<string, string>? write = null, Func<string, string?>? read = null)
    where TSession : SignInSession
{
    private readonly ConcurrentDictionary<string, TSession> sessions = new(StringComparer.Ordinal);

    /// <param name="context">The accepted sign-in.</param>
    /// <param name="create">Makes the session for the id that it will be known by.</param>
    public TSession Start(HttpContext context, Func<string, TSession> create)
    {
        TSession session = create(RandomNumberGenerator.GetHexString(32, lowercase: true));
        sessions[session.Id] = session;
        Show(context, session.Id);
        return session;
    }

    /// <summary>Gives the browser its cookie, once more.</summary>
    public void Show(HttpContext context, string id) =>
        context.Response.Cookies.Append(cookieName, write?.Invoke(id) ?? id, SiteCookie.Options);

    public TSession? Find(HttpContext context) =>
        context.Request.Cookies.TryGetValue(cookieName, out string? value) && (read is null ? value : read(value)) is { } id
            ? sessions.GetValueOrDefault(id) : null;

    /// <summary>False where it had ended already; of many callers one is told true.</summary>
    public bool End(TSession session) => sessions.TryRemove(session.Id, out _);

    /// <summary>Ends the sessions that fit and says how many those were.</summary>
    public int EndWhere(Func<TSession, bool> fits) =>
        sessions.Values.Count(session => fits(session) && End(session));
}
