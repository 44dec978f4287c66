using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Benchmarks;

/// <summary>
/// One session, more connections: the dealer portal at 250 ms on 1, 5 and 20 pages, the latter beside 20 pages that are kept in one context; and books whose
/// token changes with every answer, in several contexts. Runs inside this process, since how many contexts there may be is no setting.
/// </summary>
internal static class ShardsBenchmark
{
    private const int Rounds = 2;
    private const int ManyPages = 20;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    public static async Task<bool> RunAsync()
    {
        double one = await RateAsync(vehicles: 50, pages: 1, "1 page");
        double five = await RateAsync(vehicles: 250, pages: 5, "5 pages");
        Console.WriteLine($"5 pages: {five / one:0.00} times one page");

        double blocked = await GainAsync(vehicles: 300, "20 pages, pictures and styles blocked");
        double whole = await GainAsync(vehicles: 100, "20 pages, everything loaded", "BLOCK_RESOURCES=false");
        return await BooksAsync() & five / one >= 4.7 & Math.Max(blocked, whole) >= 2.5;
    }

    /// <summary>How many times as fast 20 pages are where they may use several contexts.</summary>
    private static async Task<double> GainAsync(int vehicles, string what, params string[] settings)
    {
        List<double> ratios = [];
        for (int round = 0; round < Rounds; round++)
        {
            double before = round % 2 == 0 ? await RateAsync(vehicles, ManyPages, $"{what}, one context", mostShards: 1, settings) : 0;
            double free = await RateAsync(vehicles, ManyPages, what, mostShards: 16, settings);
            double alone = before > 0 ? before : await RateAsync(vehicles, ManyPages, $"{what}, one context", mostShards: 1, settings);
            ratios.Add(free / alone);
        }

        Console.WriteLine($"{what}: {string.Join(" and ", ratios.Select(ratio => $"{ratio:0.00}"))} times one context");
        return ratios.Average();
    }

    private static async Task<double> RateAsync(int vehicles, int pages, string what, int mostShards = 16, params string[] settings)
    {
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = vehicles, Latency = Latency });
        (RunReport report, Shown shown) = await RunAsync(
            portal, site => new DealerInventory(site), plan => plan with { MostShards = mostShards }, [$"CONCURRENT_PAGES={pages}", .. settings]);
        Console.WriteLine($"{what}: {vehicles / report.WorkSeconds:0.00}/s, sign-ins {portal.Counts.SignIns}, peak memory {report.PeakMemoryBytes / 1_048_576} MB{shown}");
        return report.Done == vehicles && portal.Counts.SignIns == 1
            ? vehicles / report.WorkSeconds
            : throw new InvalidOperationException($"{report.Done} of {vehicles} done, {portal.Counts.SignIns} sign-ins");
    }

    private static async Task<bool> BooksAsync()
    {
        const int Books = 60;
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, Latency = TimeSpan.FromMilliseconds(50), AssetLatency = TimeSpan.FromMilliseconds(300), ReuseDetection = true });
        (RunReport report, Shown shown) = await RunAsync(
            portal, site => new BookLibrary(site), plan => plan with { LeastShards = 5 }, "CONCURRENT_PAGES=10", "MAX_RETRIES=0");
        Console.WriteLine($"books on 10 pages in 5 contexts: {Books / report.WorkSeconds:0.00}/s, done {report.Done}, {portal.Counts.TokenRequests} token requests, "
            + $"rejected {portal.Counts.RejectedRequests}, sign-ins {portal.Counts.SignIns}{shown}");
        return (report.Done, portal.Counts.RejectedRequests, portal.Counts.SignIns) == (Books, 0, 1);
    }

    private static async Task<(RunReport Report, Shown Shown)> RunAsync(
        IDemoPortal portal, Func<SiteSettings, SiteScript> script, Func<JobPlan, JobPlan> change, params string[] settings)
    {
        using Scratch scratch = new();
        SiteSettings site = new(portal.Address, portal.Username, portal.Password);
        SiteScript written = script(site);
        Dictionary<string, string?> values = settings.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        values["DATA_DIR"] = scratch.Path;
        values["BROWSER_PATH"] = Environment.GetEnvironmentVariable("BROWSER_PATH");
        RunSettings read = RunSettings.From(new SettingsReader([SettingSource.Of("benchmark", values)], SettingsCatalog.Harness).CheckOrStop());
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

        public override string ToString() => string.Concat(lines.Select(line => $", shards {line}"));
    }
}
