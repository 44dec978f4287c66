using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// One session, more connections: the dealer portal at 250 ms on 1, 5 and 20 pages, the latter beside 20 pages that are kept in one
/// context; and books whose token changes with every answer, in several contexts. Runs inside this process, since how many contexts there
/// may be is no setting.
/// </summary>
internal static class ShardsBenchmark
{
    private const string Rate = "vehicles/s";
    private const int ManyPages = 20;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(ResultBook book)
    {
        int rounds = book.Arguments.Rounds(2);
        await Rounds.RunAsync(
            rounds, [(Vehicles: 50, Pages: 1), (Vehicles: 250, Pages: 5)],
            each => RateAsync(book, each.Vehicles, each.Pages, $"{each.Pages} pages"));
        book.AtLeast("5 pages against one", book.Median("5 pages", Rate) / book.Median("1 pages", Rate), 4.7);
        await GainAsync(book, rounds, vehicles: 300, "20 pages, pictures and styles blocked", details: 0);
        await GainAsync(book, rounds, vehicles: 100, "20 pages, everything loaded", details: 0, "BLOCK_RESOURCES=false");
        await GainAsync(book, rounds, vehicles: 200, "20 pages, 7 requests a vehicle", ThroughputBenchmark.ManyDetails);
        await BooksAsync(book);
    }

    /// <summary>How many times as fast 20 pages are where they may use several contexts.</summary>
    private static async Task GainAsync(ResultBook book, int rounds, int vehicles, string what, int details, params string[] settings)
    {
        string alone = $"{what}, one context";
        await Rounds.RunAsync(
            rounds, [1, 16], most => RateAsync(book, vehicles, ManyPages, most == 1 ? alone : what, most, details, settings));
        book.AtLeast($"{what}, against one context", book.Median(what, Rate) / book.Median(alone, Rate), 2.5);
    }

    private static async Task RateAsync(
        ResultBook book, int vehicles, int pages, string what, int mostShards = 16, int details = 0, params string[] settings)
    {
        await using DealerPortal portal = await DealerPortal.StartAsync(
            new() { Vehicles = vehicles, Latency = Latency, DetailRequests = details });
        (RunReport report, Shown shown) = await RunAsync(
            portal, site => new DealerInventory(site), plan => plan with { MostShards = mostShards },
            [$"CONCURRENT_PAGES={pages}", .. settings]);
        if (report.Done != vehicles || portal.Counts.SignIns != 1)
        {
            throw new InvalidOperationException($"{report.Done} of {vehicles} done, {portal.Counts.SignIns} sign-ins");
        }

        book.Add(what, Rate, vehicles / report.WorkSeconds);
        book.Add(what, "peak memory, MB", report.PeakMemoryBytes.GetValueOrDefault() / 1_048_576);
        book.Note($"{what}: contexts {shown}");
    }

    private static async Task BooksAsync(ResultBook book)
    {
        const int Books = 60;
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, Latency = TimeSpan.FromMilliseconds(50), AssetLatency = TimeSpan.FromMilliseconds(300),
                ReuseDetection = true });
        (RunReport report, _) = await RunAsync(
            portal, site => new BookLibrary(site), plan => plan with { LeastShards = 5 }, "CONCURRENT_PAGES=10", "MAX_RETRIES=0");
        const string What = "books on 10 pages in 5 contexts";
        book.Add(What, "books/s", Books / report.WorkSeconds);
        book.Exactly($"{What}, done", report.Done, Books);
        book.Exactly(
            $"{What}, rejected of {portal.Counts.TokenRequests} token requests, but the one that is tried on purpose",
            Math.Max(0, portal.Counts.RejectedRequests - 1), 0);
        book.Exactly($"{What}, sign-ins, but the one after that", Math.Max(1, portal.Counts.SignIns - 1), 1);
    }

    private static async Task<(RunReport Report, Shown Shown)> RunAsync(
        IDemoPortal portal, Func<SiteSettings, SiteScript> script, Func<JobPlan, JobPlan> change, params string[] settings)
    {
        using Scratch scratch = new();
        SiteSettings site = new(portal.Address, portal.Username, portal.Password);
        SiteScript written = script(site);
        Dictionary<string, string?> values = settings.Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        values["DATA_DIR"] = scratch.Path;
        values["BROWSER_PATH"] = Environment.GetEnvironmentVariable("BROWSER_PATH");
        RunSettings read = RunSettings.From(
            new SettingsReader([SettingSource.Of("benchmark", values)], SettingsCatalog.Harness).CheckOrStop());
        JobPlan plan = new(written.Name, $"run-{Guid.NewGuid():n}", written, site, "the benchmark's portal", "URL", read);
        Shown shown = new();
        using RunControl control = new(TimeProvider.System);
        return (await new JobRunner(change(plan), control, NullLogger.Instance, TimeProvider.System).RunAsync(shown), shown);
    }

    /// <summary>What a run told of its shards.</summary>
    private sealed class Shown : IRunEventReader
    {
        private readonly List<string> lines = [];

        public void Read(RunEvent happened)
        {
            if (happened is RunEvent.Notice notice && notice.Text.StartsWith("SHARDS:", StringComparison.Ordinal))
            {
                lines.Add(notice.Text.Split('|')[0]["SHARDS:".Length..].Trim());
            }
        }

        public override string ToString() => string.Join(", ", lines.DefaultIfEmpty("1"));
    }
}
