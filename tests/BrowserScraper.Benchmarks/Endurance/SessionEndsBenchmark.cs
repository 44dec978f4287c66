using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>
/// The portal ends the session 5 times during 100 books on 8 pages; MAX_RETRIES=0 makes an attempt spent on it show as a failure.
/// </summary>
internal static class SessionEndsBenchmark
{
    private const int Books = 100;
    private const int Ends = 5;

    public static async Task RunAsync(ResultBook book)
    {
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = Books, EndSessionAfterRequests = 110, SessionEnds = Ends });
        using Scratch scratch = new();
        using CliRun run = new(
            "book-library", portal, scratch.Path, "--pages", "8", "--set", "MAX_RETRIES=0", "--set", $"MAX_SIGN_INS={Ends}");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("book-library")
            .Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.EpubOf(Path.GetFileNameWithoutExtension(file))));
        string trouble = string.Join(", ", report.TroubleByOutcome.Select(each => $"{each.Key} {each.Value}"));
        book.Add($"{Books} books, 8 pages", "s", report.WorkSeconds);
        book.Note($"endings that cost nothing: {trouble}");
        book.Exactly("right files", right, Books);
        book.Exactly("sessions that the portal ended", portal.Counts.SessionsEnded, Ends);
        book.Exactly("sign-ins", portal.Counts.SignIns, Ends + 1);
        book.Exactly("kinds of ending other than done and signed out", report.TroubleByOutcome.Keys.Count(name => name != "SignedOut"), 0);
    }
}
