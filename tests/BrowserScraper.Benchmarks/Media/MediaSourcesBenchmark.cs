using BrowserScraper.DemoSites.Media;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Media;

/// <summary>
/// Five sources beside each other take little longer than the slowest of them alone; and where three of five never get through, the run
/// ends by their limit.
/// </summary>
internal static class MediaSourcesBenchmark
{
    private const int Files = 2;
    private const int Limit = 5;

    private static readonly string[] Sources =
        [MediaSources.Gallery, MediaSources.Scroller, MediaSources.Lazy, MediaSources.Clips, MediaSources.Consent];

    public static async Task RunAsync(ResultBook book)
    {
        await using MediaPortal slow =
            await MediaPortal.StartAsync(
                new() { SharedPictures = 0,
                Faults = Sources.ToDictionary(source => source, _ => new MediaFault { Delay = TimeSpan.FromSeconds(1.1) }) });
        Dictionary<string, double> alone = [];
        foreach (string source in Sources)
        {
            alone[source] = (await SearchAsync(slow, [source])).WorkSeconds;
        }

        RunReport together = await SearchAsync(slow, Sources);
        foreach (string source in Sources)
        {
            book.Add($"{source} alone", "s", alone[source]);
        }

        book.Add("all of them together", "s", together.WorkSeconds);
        book.Exactly("files of all together", together.FilesSaved, Sources.Length * Files);
        book.AtMost("seconds beyond the slowest alone", together.WorkSeconds - alone.Values.Max(), 1.5);

        await using MediaPortal faulty = await MediaPortal.StartAsync(new()
        {
            SharedPictures = 0,
            Faults = new Dictionary<string, MediaFault>
            {
                [MediaSources.Scroller] = new() { Hangs = true },
                [MediaSources.Lazy] = new() { HangsMidFile = true },
                [MediaSources.Clips] = new() { Drips = true },
            },
        });
        RunReport ended = await SearchAsync(faulty, Sources, "--set", $"SOURCE_TIMEOUT={Limit}", "--set", "REQUEST_TIMEOUT=60");
        double over = ended.Sources.Where(source => source.TimedOut).Max(source => source.Seconds) - Limit;
        bool rest = ended.Sources.Where(source => !source.TimedOut).All(source => source is { Files: Files, IsWhole: true });
        book.Add("three of five hang, hang in mid-file, drip", "s", ended.WorkSeconds);
        book.AtMost($"seconds over SOURCE_TIMEOUT={Limit} where a source never ends", over, 1);
        book.Exactly("sources that timed out", ended.Sources.Count(source => source.TimedOut), 3);
        book.Exactly("sources that did not time out and are not whole", rest ? 0 : 1, 0);
    }

    private static async Task<RunReport> SearchAsync(MediaPortal portal, string[] sources, params string[] settings)
    {
        using Scratch scratch = new();
        using CliRun run =
            new("media-search", portal, scratch.Path,
            ["--query", "harbor", "--sources", string.Join(',', sources), "--max-per-source", $"{Files}", .. settings]);
        RunReport report = await run.ReportAsync();
        string staging = Path.Combine(scratch.Path, "media-search", "harbor", "staging");
        return Directory.Exists(staging) && Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories).Any()
            ? throw new InvalidOperationException("half a file was left")
            : report;
    }
}
