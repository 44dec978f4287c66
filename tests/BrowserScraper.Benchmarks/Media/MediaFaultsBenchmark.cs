using BrowserScraper.DemoSites.Media;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Media;

/// <summary>
/// All eight sources with random faults, SOURCE_TIMEOUT=3 and GLOBAL_JOB_TIMEOUT=8, 50 times: each process ends within 9 s and leaves none
/// behind.
/// </summary>
internal static class MediaFaultsBenchmark
{
    private const int Runs = 50;
    private const double Most = 9;
    private const string Row = "eight sources with random faults, from launch to exit";

    private static readonly MediaFault[] Faults =
    [
        new(), new(), new() { Delay = TimeSpan.FromSeconds(1) }, new() { Hangs = true }, new() { HangsMidFile = true },
        new() { Drips = true },
        new() { Refusals = 2 }, new() { HasDeadLinks = true },
    ];

    public static async Task RunAsync(ResultBook book)
    {
        Random random = new(Seed: 5);
        int left = 0;
        int inFlight = 0;
        int halves = 0;
        int files = 0;
        for (int number = 0; number < Runs; number++)
        {
            await using MediaPortal portal = await MediaPortal.StartAsync(
                new() { Results = 6, Faults = MediaSources.All.ToDictionary(source => source, _ => Faults[random.Next(Faults.Length)]) });
            using Scratch scratch = new();
            long started = TimeProvider.System.GetTimestamp();
            using CliRun run =
                new("media-search", portal, scratch.Path, "--query", "harbor", "--set", "SOURCE_TIMEOUT=3", "--set", "GLOBAL_JOB_TIMEOUT=8",
                "--set", "EVIDENCE_MB=0");
            RunReport report = await run.ReportAsync();
            book.Add(Row, "s", TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            left += ProcessesOf(scratch.Path);
            inFlight += portal.Counts.InFlight;
            halves += Directory.EnumerateFiles(scratch.Path, "*", SearchOption.AllDirectories)
                .Count(file => file.Contains("/staging/", StringComparison.Ordinal));
            files += report.FilesSaved;
        }

        book.Note($"{Runs} runs, {files} files");
        book.AtMost("the longest run, s", book.Values(Row, "s").Max(), Most);
        book.Exactly("processes, requests and half files left behind", left + inFlight + halves, 0);
    }

    // Driver and browser get this variable, which has the run's folder in it.
    private static int ProcessesOf(string folder) => Directory.EnumerateDirectories("/proc").Count(process =>
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out _)
                && File.ReadAllText(Path.Combine(process, "environ")).Contains($"{CliRun.Mark}={folder}", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // gone meanwhile
        }
    });
}
