using BrowserScraper.DemoSites.Media;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks;

/// <summary>Five sources beside each other take little longer than the slowest of them alone; and where three of five never get through, the run ends by their limit.</summary>
internal static class MediaSourcesBenchmark
{
    private const int Files = 2;
    private const int Limit = 5;

    private static readonly string[] Sources = [MediaSources.Gallery, MediaSources.Scroller, MediaSources.Lazy, MediaSources.Clips, MediaSources.Consent];

    public static async Task<bool> RunAsync()
    {
        await using MediaPortal slow = await MediaPortal.StartAsync(new() { SharedPictures = 0, Faults = Sources.ToDictionary(source => source, _ => new MediaFault { Delay = TimeSpan.FromSeconds(1.1) }) });
        Dictionary<string, double> alone = [];
        foreach (string source in Sources)
        {
            alone[source] = (await SearchAsync(slow, [source])).WorkSeconds;
        }

        RunReport together = await SearchAsync(slow, Sources);
        Console.WriteLine($"alone: {string.Join(", ", alone.Select(each => $"{each.Key} {each.Value:0.0} s"))} = {alone.Values.Sum():0.0} s; together {together.WorkSeconds:0.0} s, {together.FilesSaved} files");

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
        Console.WriteLine($"three of five hang, hang in mid-file, drip: ended after {ended.WorkSeconds:0.00} s, {over:0.00} s over the limit; timed out: {string.Join(", ", ended.Sources.Where(source => source.TimedOut).Select(source => source.Source))}; the others whole: {rest}");
        return together.FilesSaved == Sources.Length * Files && together.WorkSeconds <= alone.Values.Max() + 1.5 && over <= 1 && rest && ended.Sources.Count(source => source.TimedOut) == 3;
    }

    private static async Task<RunReport> SearchAsync(MediaPortal portal, string[] sources, params string[] settings)
    {
        using Scratch scratch = new();
        using CliRun run = new("media-search", portal, scratch.Path, ["--query", "harbor", "--sources", string.Join(',', sources), "--max-per-source", $"{Files}", .. settings]);
        RunReport report = await run.ReportAsync();
        string staging = Path.Combine(scratch.Path, "media-search", "harbor", "staging");
        return Directory.Exists(staging) && Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories).Any()
            ? throw new InvalidOperationException("half a file was left")
            : report;
    }
}
