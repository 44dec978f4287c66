using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>60 books of a site whose token changes with every answer: rejected requests, and speed against what a strictly serial token allows.</summary>
internal static class TokenBenchmark
{
    private const int Books = 60;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AssetLatency = TimeSpan.FromMilliseconds(350);

    public static async Task<bool> RunAsync()
    {
        bool isClean = true;
        Dictionary<(string, int), double> seconds = [];
        foreach (string mode in new[] { "auto", "serial" })
        {
            foreach (int pages in new[] { 1, 4, 8, 16 })
            {
                await using BookPortal portal = await BookPortal.StartAsync(new() { Books = Books, Latency = Latency, AssetLatency = AssetLatency, ReuseDetection = true });
                using Scratch scratch = new();
                using CliRun run = new("book-library", portal, scratch.Path, "--pages", $"{pages}", "--set", $"TOKEN_MODE={mode}");
                RunReport report = await run.ReportAsync();
                int right = scratch.FilesOf("book-library").Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.EpubOf(Path.GetFileNameWithoutExtension(file))));
                double bound = portal.Counts.TokenRequests * Latency.TotalSeconds;
                seconds[(mode, pages)] = report.WorkSeconds;
                Console.WriteLine($"{mode,-6} {pages,2} pages: {report.WorkSeconds:0.0} s, {bound / report.WorkSeconds * 100:0} % of what {portal.Counts.TokenRequests} token requests allow; "
                    + $"rejected {portal.Counts.RejectedRequests}, right files {right}, failed {report.Failed}, sign-ins {report.SignIns}");
                isClean &= portal.Counts.RejectedRequests == 0 && right == Books && report.Failed == 0 && (pages != 8 || bound / report.WorkSeconds >= 0.9);
            }

            Console.WriteLine($"{mode,-6} 8 pages are {seconds[(mode, 1)] / seconds[(mode, 8)]:0.00} times as fast as one");
            isClean &= seconds[(mode, 1)] / seconds[(mode, 8)] >= 1.8;
        }

        return isClean;
    }
}
