using BrowserScraper.DemoSites.Books.Pages;
using BrowserScraper.DemoSites.Books.Tokens;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books;

/// <summary>Accounts, sign-in, sign-out and refreshing.</summary>
internal sealed class BookAccess
{
    private readonly HashSet<string> locked = new(StringComparer.Ordinal);
    private readonly Lock entering = new();
    private readonly SignInSessions<BookSession> sessions;
    private readonly TokenGate gate;
    private readonly Func<string, string, BookSession> create;

    /// <param name="accounts">How many there are.</param>
    /// <param name="sessions">Who is signed in.</param>
    /// <param name="gate">Ends the sessions of an account that is locked.</param>
    /// <param name="counters">Counts sign-ins.</param>
    /// <param name="create">Makes a session from its id and its user name.</param>
    public BookAccess(
        int accounts,
        SignInSessions<BookSession> sessions,
        TokenGate gate,
        VisitCounters counters,
        Func<string, string, BookSession> create)
    {
        this.sessions = sessions;
        this.gate = gate;
        this.create = create;
        Accounts =
        [
            .. Enumerable.Range(1, accounts)
                .Select(number => new BookAccount($"reader{number}", $"margin-note-{(number * 37) + 4}")),
        ];
        SignIn = new SignInPages(
            new FormGuard("quillmere_form"), new ReturnAddress("/shelf"), counters, BookSignInPage.Render, Enter);
    }

    public IReadOnlyList<BookAccount> Accounts { get; }

    /// <summary>The sign-in form, which stands in for other answers as well.</summary>
    public SignInPages SignIn { get; }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => context.RedirectAsync("/shelf"));
        routes.MapGet("/sign-in", SignIn.ShowAsync);
        routes.MapPost("/sign-in", SignIn.SubmitAsync);
        routes.MapGet("/sign-out", SignOutAsync);
        routes.MapPost("/auth/refresh", RefreshAsync);
    }

    public void LockAccount(string username)
    {
        // Under the same lock as signing in, so that nobody slips in between.
        lock (entering)
        {
            locked.Add(username);
            gate.EndWhere(session => session.Username == username);
        }
    }

    private string? Enter(HttpContext context, string? username, string? password)
    {
        if (!Accounts.Any(account => account.Username == username && account.Password == password))
        {
            return "The user name or password is not correct.";
        }

        lock (entering)
        {
            if (locked.Contains(username!))
            {
                return "This account has been locked. Please ask your librarian.";
            }

            EndOld(context);
            sessions.Start(context, id => create(id, username!)).Issue(context);
            return null;
        }
    }

    private Task SignOutAsync(HttpContext context)
    {
        EndOld(context);
        return context.RedirectAsync("/sign-in");
    }

    private async Task RefreshAsync(HttpContext context)
    {
        if (await gate.AdmitAsync(context, TokenPurpose.Refresh, TokenRefusal.Api))
        {
            await context.JsonAsync(new { refreshed = true });
        }
    }

    private void EndOld(HttpContext context)
    {
        if (sessions.Find(context) is { } session)
        {
            sessions.End(session);
        }
    }
}
