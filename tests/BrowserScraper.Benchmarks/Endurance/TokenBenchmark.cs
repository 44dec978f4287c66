using System.Diagnostics;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>
/// 60 books of a site whose token changes with every answer: rejected requests, and speed against what a strictly serial
/// token allows, which is the number of token requests times the time of a bare one.
/// </summary>
internal static class TokenBenchmark
{
    private const int Books = 60;
    private const int BareRequests = 20;
    private const string Work = "s";
    private const string Share = "% of what the token requests allow";

    // One page alone spends half of its time waiting for token requests, so that a perfect gate makes many pages twice as fast.
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan AssetLatency = TimeSpan.FromMilliseconds(700);

    /// <param name="book">Takes the figures.</param>
    /// <param name="mode">TOKEN_MODE.</param>
    public static async Task RunAsync(ResultBook book, string mode)
    {
        int[] numbers = book.Arguments.Pages(1, 4, 8, 16);
        foreach (int pages in numbers)
        {
            await RunAsync(book, mode, pages);
        }

        if (numbers.Contains(8) && numbers.Contains(1))
        {
            book.AtLeast("8 pages, % of what the token requests allow", book.Median(Row(8), Share), 90);
            book.AtLeast("8 pages, times as fast as one", book.Median(Row(1), Work) / book.Median(Row(8), Work), 1.8);
        }
    }

    private static string Row(int pages) => pages == 1 ? "1 page" : $"{pages} pages";

    private static async Task RunAsync(ResultBook book, string mode, int pages)
    {
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, Latency = Latency, AssetLatency = AssetLatency, ReuseDetection = true });
        double bare = await BareSecondsAsync(portal);
        using Scratch scratch = new();
        using (CliRun learning = new("book-library", portal, scratch.Path, "--max", "1", "--set", $"TOKEN_MODE={mode}"))
        {
            await learning.ReportAsync(); // the very first run may try an older token on purpose
        }

        BookPortalCounts before = portal.Counts;
        using CliRun run = new(
            "book-library", portal, scratch.Path, "--pages", $"{pages}", "--set", $"TOKEN_MODE={mode}", "--set", "MAX_RETRIES=0");
        RunReport report = await run.ReportAsync();
        BookPortalCounts counts = portal.Counts;
        int right = scratch.FilesOf("book-library")
            .Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.EpubOf(Path.GetFileNameWithoutExtension(file))));
        int requests = counts.TokenRequests - before.TokenRequests;
        double share = requests * bare / report.WorkSeconds;
        book.Add(Row(pages), Work, report.WorkSeconds);
        book.Add(Row(pages), Share, share * 100);
        book.Add(Row(pages), "token requests", requests);
        book.Add(Row(pages), "sign-ins", report.SignIns);
        book.Exactly($"{Row(pages)}, rejected requests", counts.RejectedRequests - before.RejectedRequests, 0);
        book.Exactly($"{Row(pages)}, right files", right, Books);
        book.Exactly($"{Row(pages)}, failed", report.Failed, 0);
    }

    /// <summary>The median time of a request that needs no session and has the same latency.</summary>
    private static async Task<double> BareSecondsAsync(BookPortal portal)
    {
        using HttpClient client = new();
        List<double> seconds = [];
        for (int request = 0; request < BareRequests; request++)
        {
            long started = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(new Uri(portal.Address, "/sign-in"));
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return seconds.Order().ElementAt(BareRequests / 2);
    }
}
