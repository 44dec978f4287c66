using BrowserScraper.DemoSites.Books.Content;
using BrowserScraper.DemoSites.Books.Pages;
using BrowserScraper.DemoSites.Books.Tokens;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books;

/// <summary>
/// The reading platform of a fictional company, served from inside this process: sign-in, a shelf to filter by skill,
/// and for each book a page with chapters and an EPUB. Its session token rotates.
/// </summary>
/// <remarks>
/// The cookie <c>quillmere_session</c> names the session and stays; the token goes beside it. Like on real sites, the
/// browser sends both with every request to this host, assets included, where nobody looks at them. A request that is
/// turned away changes no cookie, so that whoever holds the newest token goes on.
/// </remarks>
public sealed class BookPortal : IDemoPortal
{
    private readonly VisitCounters counters = new();
    private readonly TokenCounters tokenCounters = new();
    private readonly EmbeddedAssets assets = new("books");
    private readonly BookPortalOptions options;
    private readonly BookCatalog catalog;
    private readonly TokenGate gate;
    private readonly BookAccess access;
    private readonly FaultSwitch pageFaults;
    private readonly FaultSwitch fileFaults;
    private DemoHost? host;

    private BookPortal(BookPortalOptions options)
    {
        this.options = options;
        catalog = new BookCatalog(options.Books, options.Seed);
        var sessions = new SignInSessions<BookSession>("quillmere_session");
        var endings = new SessionEndings(options.EndSessionAfterRequests, options.SessionEnds);
        gate = new TokenGate(sessions, tokenCounters, options.ReuseDetection, options.TokenSpent);
        access = new BookAccess(options.Accounts, sessions, gate, counters, (id, username) =>
            new BookSession(id, username, SessionTokens.For(options), endings));
        pageFaults = new FaultSwitch(
            options.Faults, FaultKind.Error500, FaultKind.Hang, FaultKind.Error429, FaultKind.Logout);
        fileFaults = new FaultSwitch(options.Faults, FaultKind.TruncatedPdf, FaultKind.HtmlInsteadOfPdf);
    }

    /// <summary>Where the portal answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address => host!.Address;

    /// <summary>The user name of the first account.</summary>
    public string Username => Accounts[0].Username;

    /// <summary>The password of the first account.</summary>
    public string Password => Accounts[0].Password;

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(Books.Count, "book")}";

    /// <summary>Every account: <c>reader1</c>, <c>reader2</c> and so on. All see the same books.</summary>
    public IReadOnlyList<BookAccount> Accounts => access.Accounts;

    /// <summary>The shelf in the order of its pages.</summary>
    public IReadOnlyList<Book> Books => catalog.All;

    /// <summary>What the portal has done so far. Each reading is a snapshot that no longer changes.</summary>
    public BookPortalCounts Counts => new(
        counters.SignIns,
        counters.RefusedSignIns,
        tokenCounters.Rejected,
        tokenCounters.TokenRequests,
        tokenCounters.Revoked,
        tokenCounters.Refreshes,
        counters.FilesServed,
        counters.Requests,
        counters.AssetRequests,
        tokenCounters.Ended,
        new Dictionary<FaultKind, int>([.. pageFaults.Served(), .. fileFaults.Served()]));

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">How large, slow and strict it is.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, or a fault or a hanging request names a book that is not there.
    /// </exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BookPortal> StartAsync(BookPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("book portal", nameof(options));
        var portal = new BookPortal(options);
        new OptionProblems().AddRange(portal.UnknownBooks()).ThrowIfAny("book portal", nameof(options));
        portal.host = await DemoHost.StartAsync(
            options.Port,
            request => EmbeddedAssets.IsAsset(request) ? options.AssetLatency : options.Latency,
            portal.Build,
            stopping);
        return portal;
    }

    /// <summary>Signs everyone out at once, as after an expiry on the server.</summary>
    public void EndAllSessions() => gate.EndWhere(_ => true);

    /// <summary>Signs an account out everywhere, and refuses it at sign-in from now on.</summary>
    /// <exception cref="ArgumentException">There is no such account.</exception>
    public void LockAccount(string username)
    {
        if (!Accounts.Any(account => account.Username == username))
        {
            throw new ArgumentException($"There is no account {username}.", nameof(username));
        }

        access.LockAccount(username);
    }

    /// <summary>The EPUB's right bytes, for comparison.</summary>
    /// <exception cref="ArgumentException">The shelf has no such book.</exception>
    public byte[] EpubOf(string bookId) => BookEpub.Of(
        catalog.Find(bookId) ?? throw new ArgumentException($"The shelf has no book {bookId}.", nameof(bookId)));

    /// <summary>Stops within a second, requests that hang included.</summary>
    public ValueTask DisposeAsync() => host!.DisposeAsync();

    private void Build(WebApplication app)
    {
        app.Use(counters.CountRequests);
        app.MapGet("/assets/{**path}", assets.ServeAsync);
        access.Map(app);
        new BookShelf(catalog, gate, options.BooksPerPage, options.RotateInRedirects).Map(app);
        new BookReading(catalog, gate, pageFaults, options.HangingTokenRequests).Map(app);
        new BookFiles(catalog, gate, fileFaults, access.SignIn, counters).Map(app);
        app.MapFallback("{**path}", context => context.HtmlAsync(
            BookMessagePage.Render("Page not found", "There is nothing at this address."), StatusCodes.Status404NotFound));
    }

    private IEnumerable<string> UnknownBooks() =>
    [
        .. options.Faults.TargetsOutside(catalog.All.Count, id => catalog.Find(id) is not null)
            .Select(target => $"a fault is set for {target}, which is not among the {Plural.Of(catalog.All.Count, "book")}"),
        .. options.HangingTokenRequests.Where(id => catalog.Find(id) is null)
            .Select(id => $"{id} is to hang, which is not among the {Plural.Of(catalog.All.Count, "book")}"),
    ];
}
