using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>Who is signed in, known by a cookie.</summary>
internal sealed class SignInSessions<TSession>(string cookieName)
    where TSession : SignInSession
{
    private readonly ConcurrentDictionary<string, TSession> sessions = new(StringComparer.Ordinal);

    /// <param name="context">The accepted sign-in.</param>
    /// <param name="create">Makes the session for the id that it will be known by.</param>
    public TSession Start(HttpContext context, Func<string, TSession> create)
    {
        TSession session = create(RandomNumberGenerator.GetHexString(32, lowercase: true));
        sessions[session.Id] = session;
        context.Response.Cookies.Append(cookieName, session.Id, SiteCookie.Options);
        return session;
    }

    public TSession? Find(HttpContext context) =>
        context.Request.Cookies.TryGetValue(cookieName, out string? id) ? sessions.GetValueOrDefault(id) : null;

    /// <summary>False where it had ended already; of many callers one is told true.</summary>
    public bool End(TSession session) => sessions.TryRemove(session.Id, out _);

    /// <summary>Ends the sessions that fit and says how many those were.</summary>
    public int EndWhere(Func<TSession, bool> fits) =>
        sessions.Values.Count(session => fits(session) && End(session));
}
