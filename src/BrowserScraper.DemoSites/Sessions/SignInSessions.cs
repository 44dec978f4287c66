using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>Who is signed in, known by a cookie.</summary>
internal sealed class SignInSessions(string cookieName)
{
    private readonly ConcurrentDictionary<string, SignInSession> sessions = new(StringComparer.Ordinal);

    public void Start(HttpContext context)
    {
        var session = new SignInSession(RandomNumberGenerator.GetHexString(32, lowercase: true));
        sessions[session.Id] = session;
        context.Response.Cookies.Append(cookieName, session.Id, SiteCookie.Options);
    }

    public SignInSession? Find(HttpContext context) =>
        context.Request.Cookies.TryGetValue(cookieName, out string? id) ? sessions.GetValueOrDefault(id) : null;

    public void End(SignInSession session) => sessions.TryRemove(session.Id, out _);

    public void EndAll() => sessions.Clear();
}
