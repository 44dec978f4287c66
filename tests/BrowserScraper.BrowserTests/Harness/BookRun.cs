using BrowserScraper.DemoSites.Books;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One run of the book library inside the test process.</summary>
internal static class BookRun
{
    public static Task<(RunReport Report, EventLog Events)> OfAsync(BookPortal portal, string data, params string[] settings) =>
        OfAsync(portal, data, plan => plan, settings);

    public static Task<(RunReport Report, EventLog Events)> OfAsync(
        BookPortal portal, string data, Func<JobPlan, JobPlan> change, params string[] settings) =>
        OfAsync(portal, data, change, store: null, [], settings);

    /// <summary>The same with the job in a store, and further readers.</summary>
    public static Task<(RunReport Report, EventLog Events)> OfAsync(
        BookPortal portal, string data, IJobStore store, IRunEventReader[] readers, params string[] settings) =>
        OfAsync(portal, data, plan => plan, store, readers, settings);

    private static async Task<(RunReport Report, EventLog Events)> OfAsync(
        BookPortal portal, string data, Func<JobPlan, JobPlan> change, IJobStore? store, IRunEventReader[] readers, string[] settings)
    {
        SiteSettings site = new(portal.Address, portal.Username, portal.Password);
        JobPlan plan =
            new("book-library", $"run-{Guid.NewGuid():n}", new BookLibrary(site), site, "the test's portal", "BOOK_LIBRARY_URL",
            Settings.Of(data, settings))
        {
            Accounts = [.. portal.Accounts.Select(account => new SiteAccount(account.Username, account.Password))],
        };
        EventLog events = new();
        using RunControl control = new(TimeProvider.System);
        JobRunner runner = new(change(plan), control, NullLogger.Instance, TimeProvider.System, store);
        return (await runner.RunAsync([events, .. readers]), events);
    }

    /// <summary>
    /// A run for one book, in which the session's cookies are found out about; the very first one may try an older token on purpose.
    /// </summary>
    /// <returns>What the portal has done by then.</returns>
    public static async Task<BookPortalCounts> LearnAsync(BookPortal portal, string data, params string[] settings)
    {
        await OfAsync(portal, data, [.. settings, "MAX_DOWNLOADS=1"]);
        return portal.Counts;
    }

    /// <summary>Every book's EPUB is there, byte for byte the portal's.</summary>
    public static void AssertHolds(string data, BookPortal portal)
    {
        string files = Path.Combine(data, "book-library", "files");
        Assert.Equal(
            portal.Books.Select(book => $"{book.Id}.epub").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(files).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(portal.Books, book => Assert.Equal(portal.EpubOf(book.Id), File.ReadAllBytes(Path.Combine(files, $"{book.Id}.epub"))));
    }

    public static string SessionFile(string data) => Path.Combine(data, "sessions", "book-library.json");
}
