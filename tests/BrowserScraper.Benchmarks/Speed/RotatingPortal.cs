using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// Many pages far away on the portal whose token changes with every answer: however they are spread over contexts, it sees one session.
/// </summary>
internal static class RotatingPortal
{
    private const int Books = 30;

    public static async Task RunAsync(ResultBook book, int latency, int pages)
    {
        using Scratch scratch = new();
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, Latency = TimeSpan.FromMilliseconds(latency), ReuseDetection = true });
        using (CliRun learning = new("book-library", portal, scratch.Path, "--max", "1"))
        {
            await learning.ReportAsync(); // the very first run may try an older token on purpose
        }

        BookPortalCounts before = portal.Counts;
        using CliRun run = new("book-library", portal, scratch.Path, "--pages", $"{pages}", "--set", "MAX_RETRIES=0");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("book-library")
            .Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.EpubOf(Path.GetFileNameWithoutExtension(file))));
        string what = $"{latency} ms, {pages} pages on the rotating book portal";
        book.Add($"{what}: BrowserScraper", "items/s", report.Done / report.WorkSeconds);
        book.Exactly($"{what}, right files", right, Books);
        book.Exactly($"{what}, further sign-ins", portal.Counts.SignIns - before.SignIns, 0);
        book.Exactly($"{what}, rejected requests", portal.Counts.RejectedRequests - before.RejectedRequests, 0);
    }
}
