using System.Diagnostics;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>
/// 60 books of a site whose token changes with every answer: rejected requests, and speed against what a strictly serial
/// token allows, which is the number of token requests times the time of a bare one.
/// </summary>
internal static class TokenBenchmark
{
    private const int Books = 60;
    private const int BareRequests = 20;

    // One page alone spends half of its time waiting for token requests, so that a perfect gate makes many pages twice as fast.
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan AssetLatency = TimeSpan.FromMilliseconds(700);

    /// <param name="mode">TOKEN_MODE.</param>
    public static async Task<bool> RunAsync(string mode)
    {
        bool isClean = true;
        double alone = 0;
        foreach (int pages in new[] { 1, 4, 8, 16 })
        {
            (double seconds, double share, bool isRight) = await RunAsync(mode, pages);
            alone = pages == 1 ? seconds : alone;
            isClean &= isRight && (pages != 8 || (share >= 0.9 && alone / seconds >= 1.8));
            Console.WriteLine($"       {alone / seconds:0.00} times as fast as one page");
        }

        return isClean;
    }

    private static async Task<(double Seconds, double Share, bool IsRight)> RunAsync(string mode, int pages)
    {
        await using BookPortal portal = await BookPortal.StartAsync(new() { Books = Books, Latency = Latency, AssetLatency = AssetLatency, ReuseDetection = true });
        double bare = await BareSecondsAsync(portal);
        using Scratch scratch = new();
        using CliRun run = new("book-library", portal, scratch.Path, "--pages", $"{pages}", "--set", $"TOKEN_MODE={mode}", "--set", "MAX_RETRIES=0");
        RunReport report = await run.ReportAsync();
        BookPortalCounts counts = portal.Counts;
        int right = scratch.FilesOf("book-library").Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.EpubOf(Path.GetFileNameWithoutExtension(file))));
        double share = counts.TokenRequests * bare / report.WorkSeconds;
        Console.WriteLine($"{mode,-6} {pages,2} pages: {report.WorkSeconds:0.0} s, {share * 100:0.0} % of what {counts.TokenRequests} token requests of {bare * 1000:0.0} ms allow; "
            + $"rejected {counts.RejectedRequests}, right files {right}, failed {report.Failed}, sign-ins {report.SignIns}");
        return (report.WorkSeconds, share, counts.RejectedRequests == 0 && right == Books && report.Failed == 0);
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
