using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>
/// A portal that is odd in the ways in which real sites have been, one switch for each: sign-in, a paged list, and for each item a page
/// with a PDF. Served from inside this process.
/// </summary>
public sealed class OddPortal : IDemoPortal
{
    private readonly OddPortalOptions options;
    private readonly OddCounters counters = new();
    private readonly OddCatalog catalog;
    private readonly OddSessions sessions;
    private readonly OddAnswers answers;
    private readonly OddForms forms;
    private readonly OddFiles files;
    private readonly OddItemPages items;
    private readonly OddLists lists;
    private DemoHost? host;

    private OddPortal(OddPortalOptions options)
    {
        this.options = options;
        catalog = new OddCatalog(options);
        sessions = new OddSessions(options, counters);
        answers = new OddAnswers(options, counters);
        forms = new OddForms(options, sessions, counters, answers);
        files = new OddFiles(options, catalog, sessions, counters);
        items = new OddItemPages(options, catalog, sessions, counters, answers, files);
        lists = new OddLists(options, catalog, sessions, counters, answers);
        Address = new Uri("http://127.0.0.1/");
    }

    /// <summary>Where the portal answers: <c>http://127.0.0.1:port/</c>. Stays the same when it goes away and comes back.</summary>
    public Uri Address { get; private set; }

    /// <inheritdoc/>
    public string Username => OddForms.Username;

    /// <inheritdoc/>
    public string Password => OddForms.Password;

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(options.Items, "item")}";

    /// <summary>What is odd about it.</summary>
    public OddPortalOptions Options => options;

    /// <summary>All that there is, in the order of the list.</summary>
    public IReadOnlyList<OddItem> Items => catalog.Items;

    /// <summary>Where the files' own hosts answer, whether or not they do by now; none where the portal serves them.</summary>
    public IReadOnlyList<Uri> FileHosts => files.Addresses;

    /// <summary>What the portal has done so far. Each reading is a snapshot that no longer changes.</summary>
    public OddPortalCounts Counts => counters.Snapshot();

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">What is odd about it.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<OddPortal> StartAsync(OddPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("odd portal", nameof(options));
        var portal = new OddPortal(options);
        portal.host = await portal.ListenAsync(options.Port, stopping);
        portal.Address = portal.host.Address;
        await portal.files.StartHostsAsync(stopping);
        return portal;
    }

    /// <summary>Signs everyone out at once, as after an expiry on the server.</summary>
    public void EndAllSessions() => sessions.EndAll();

    /// <summary>
    /// From now on the license page stands before every page, until it is accepted. <see cref="OddSignOut.LicenseBetween"/> begins so.
    /// </summary>
    public void AskForLicense() => sessions.AskForLicense();

    /// <summary>The next so many documents are broken off in the middle.</summary>
    public void CutNextDocuments(int documents) => answers.CutNext(documents);

    /// <summary>Closes the port; who is being answered gets no more of it.</summary>
    public async Task GoAwayAsync()
    {
        if (Interlocked.Exchange(ref host, null) is { } gone)
        {
            await gone.DisposeAsync();
        }
    }

    /// <summary>Answers again where it did before.</summary>
    /// <param name="keepsSessions">Whether it still knows who was signed in.</param>
    /// <param name="stopping">Gives up the start.</param>
    public async Task ComeBackAsync(bool keepsSessions = true, CancellationToken stopping = default)
    {
        if (!keepsSessions)
        {
            sessions.EndAll();
        }

        host = await ListenAsync(Address.Port, stopping);
    }

    /// <summary>Stops one of the files' own hosts for good.</summary>
    /// <param name="place">Its place in <see cref="FileHosts"/>.</param>
    public Task StopFileHostAsync(int place) => files.StopHostAsync(place);

    /// <summary>Where an item's file is.</summary>
    public Uri FileAddressOf(OddItem item) => new(Address, files.AddressOf(item.Number));

    /// <summary>The right bytes of an item's file, for comparison.</summary>
    public static byte[] PdfOf(OddItem item) => OddFiles.PdfOf(item);

    /// <summary>Stops within a second, requests that hang included.</summary>
    public async ValueTask DisposeAsync()
    {
        await GoAwayAsync();
        for (int place = 0; place < options.FileHosts; place++)
        {
            await StopFileHostAsync(place);
        }
    }

    private Task<DemoHost> ListenAsync(int port, CancellationToken stopping) =>
        DemoHost.StartAsync(port, _ => options.Latency, Build, stopping);

    private void Build(WebApplication app)
    {
        var tokens = new OddTokens(options, sessions, counters);
        var shell = new OddApp(options, sessions, answers, forms);
        app.Use(counters.CountRequests);
        new OddAccess(options, sessions, counters, answers, forms, tokens).Map(app);
        app.Use(shell.DrawShell);
        files.Map(app);
        items.Map(app);
        lists.Map(app);
        shell.Map(app);
    }
}
