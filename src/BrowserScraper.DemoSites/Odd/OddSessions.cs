using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Who is signed in, and when that ends.</summary>
internal sealed class OddSessions(OddPortalOptions options, OddCounters counters)
{
    private readonly SignInSessions<OddSession> sessions = options.SignedCookies
        ? SignedCookie.Sessions<OddSession>("odd_session") : new("odd_session");
    private int license = options.SignOut == OddSignOut.LicenseBetween ? 1 : 0;

    public OddSession Start(HttpContext context) => sessions.Start(context, id => new OddSession(id, options.RefreshGrace));

    /// <summary>A signed cookie goes out anew with every answer, whoever asks.</summary>
    public void Show(HttpContext context, OddSession? session)
    {
        if (options.SignedCookies)
        {
            sessions.Show(context, session?.Id ?? "nobody");
        }
    }

    public OddSession? Find(HttpContext context) => sessions.Find(context);

    public void End(OddSession session) => sessions.End(session);

    public void EndAll()
    {
        if (sessions.EndWhere(_ => true) > 0)
        {
            counters.Add(OddCount.Ending);
        }
    }

    /// <summary>Counts a page that was served, and ends the sessions where that was the one.</summary>
    public void Served(OddCount page)
    {
        int number = counters.Add(page);
        if ((page == OddCount.ListPage ? options.EndAfterLists : options.EndAfterItems).Contains(number))
        {
            EndAll();
        }
    }

    /// <summary>From now on everybody has to accept the license, once more.</summary>
    public void AskForLicense() => Interlocked.Increment(ref license);

    public bool LacksLicense(OddSession session) => session.License < Volatile.Read(ref license);

    public void AcceptLicense(OddSession session)
    {
        counters.Add(OddCount.License);
        session.Accept(Volatile.Read(ref license));
    }
}
