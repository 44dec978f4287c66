using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>The portal ends the session 5 times during 100 books on 8 pages; MAX_RETRIES=0 makes an attempt spent on it show as a failure.</summary>
internal static class SessionEndsBenchmark
{
    private const int Books = 100;
    private const int Ends = 5;

    public static async Task<bool> RunAsync()
    {
        await using BookPortal portal = await BookPortal.StartAsync(new() { Books = Books, EndSessionAfterRequests = 110, SessionEnds = Ends });
        using Scratch scratch = new();
        using CliRun run = new("book-library", portal, scratch.Path, "--pages", "8", "--set", "MAX_RETRIES=0", "--set", $"MAX_SIGN_INS={Ends}");
        RunReport report = await run.ReportAsync();
        int right = scratch.FilesOf("book-library").Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(portal.EpubOf(Path.GetFileNameWithoutExtension(file))));
        string trouble = string.Join(", ", report.TroubleByOutcome.Select(each => $"{each.Key} {each.Value}"));
        Console.WriteLine($"sessions ended {portal.Counts.SessionsEnded}, further sign-ins {portal.Counts.SignIns - 1}, done {report.Done}, right files {right}, failed {report.Failed}, endings that cost nothing: {trouble}; {report.WorkSeconds:0.0} s");
        return right == Books && portal.Counts.SessionsEnded == Ends && portal.Counts.SignIns == Ends + 1 && report.TroubleByOutcome.Keys.All(name => name == "SignedOut");
    }
}
