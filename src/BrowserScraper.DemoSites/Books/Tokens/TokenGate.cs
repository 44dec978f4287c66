using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>Stands in front of everything that only a signed-in reader may have.</summary>
internal sealed class TokenGate(SignInSessions<BookSession> sessions, TokenCounters counters, bool reuseDetection, Action spent)
{
    /// <summary>Whether the request comes from a session that lives, whatever its token.</summary>
    public bool IsSignedIn(HttpContext context) => sessions.Find(context) is not null;

    /// <summary>Lets the request in and replaces its token; or answers it, and says false.</summary>
    public async Task<bool> AdmitAsync(HttpContext context, TokenPurpose purpose, TokenRefusal refusal)
    {
        if (sessions.Find(context) is not { } session)
        {
            await refusal.SignedOut(context);
            return false;
        }

        TokenVerdict verdict = session.Use(context, purpose);
        counters.Count(purpose, verdict);
        if (verdict is TokenVerdict.Accepted or TokenVerdict.NotNeeded)
        {
            if (verdict == TokenVerdict.Accepted)
            {
                spent();
            }

            return true;
        }

        await Refuse(session, verdict, refusal)(context);
        return false;
    }

    /// <summary>Ends the request's session as the portal's own doing.</summary>
    public void End(HttpContext context)
    {
        if (sessions.Find(context) is { } session)
        {
            End(session);
        }
    }

    /// <summary>Ends all sessions that fit as the portal's own doing.</summary>
    public void EndWhere(Func<BookSession, bool> fits) => counters.CountEnded(sessions.EndWhere(fits));

    private RequestDelegate Refuse(BookSession session, TokenVerdict verdict, TokenRefusal refusal)
    {
        switch (verdict)
        {
            case TokenVerdict.Expired:
                return TokenRefusal.Expired;
            case TokenVerdict.SessionOver:
                End(session);
                return refusal.SignedOut;
            case TokenVerdict.Dead when reuseDetection && sessions.End(session):
                counters.CountRevoked();
                return refusal.Rejected;
            default:
                return refusal.Rejected;
        }
    }

    private void End(BookSession session)
    {
        if (sessions.End(session))
        {
            counters.CountEnded(1);
        }
    }
}
