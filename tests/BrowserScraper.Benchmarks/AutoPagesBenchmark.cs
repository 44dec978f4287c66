using System.Globalization;
using System.Text.Json;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.Benchmarks;

/// <summary>
/// CONCURRENT_PAGES=auto against fixed numbers of pages, in turns, at zero latency and at 250 ms: vehicles a second once a run has found its stride, which auto gets 30 s
/// for. And auto on a portal that answers 429 above 6 requests a second: how much of that it uses, and how often it is refused. About 12 minutes.
/// </summary>
internal static class AutoPagesBenchmark
{
    private const int Rounds = 2;
    private const int Allowed = 6;
    private const int LimitedSeconds = 150;

    private static readonly TimeSpan StartOfAuto = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartOfFixed = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    /// <summary>Browser, sign-in and the first list pages come before the first item.</summary>
    private static readonly TimeSpan BeforeItems = TimeSpan.FromSeconds(5);

    public static async Task<bool> RunAsync()
    {
        bool holds = await CompareAsync(TimeSpan.Zero, ["2", "4", "8", "16"]);
        holds &= await CompareAsync(TimeSpan.FromMilliseconds(250), ["5", "10", "20", "30"]);
        return await LimitedAsync() && holds;
    }

    private static async Task<bool> CompareAsync(TimeSpan latency, string[] numbers)
    {
        Dictionary<string, List<double>> rates = ((string[])["auto", .. numbers]).ToDictionary(pages => pages, _ => new List<double>(), StringComparer.Ordinal);
        for (int round = 0; round < Rounds; round++)
        {
            foreach (string pages in round % 2 == 0 ? rates.Keys : rates.Keys.Reverse())
            {
                rates[pages].Add(await RateAsync(latency, pages));
            }
        }

        string best = numbers.MaxBy(pages => Median(rates[pages]))!;
        double share = Median(rates["auto"]) / Median(rates[best]);
        string each = string.Join(", ", rates.Select(pages => $"{pages.Key}: {Median(pages.Value):0.00} ({pages.Value.Min():0.00}-{pages.Value.Max():0.00})"));
        Console.WriteLine($"{latency.TotalMilliseconds:0} ms, vehicles a second by pages: {each}; auto reaches {share:0.0 %} of the best fixed number ({best})");
        return share >= 0.95;
    }

    private static async Task<double> RateAsync(TimeSpan latency, string pages)
    {
        TimeSpan start = pages == "auto" ? StartOfAuto : StartOfFixed;
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = 5000, Latency = latency });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", pages, "--set", $"GLOBAL_JOB_TIMEOUT={(BeforeItems + start + Measured).TotalSeconds:0}");
        await run.ReportAsync();

        JsonElement[] events = [.. EventsOf(scratch)];
        DateTimeOffset first = events.Where(each => Kind(each) == "ItemStarted").Min(At) + start;
        double rate = events.Count(each => Kind(each) == "ItemEnded" && each.GetProperty("outcome").GetString() == "Done" && At(each) >= first && At(each) < first + Measured) / Measured.TotalSeconds;
        string found = string.Join(" -> ", events.Where(each => Kind(each) == "Steered").Select(each => each.GetProperty("pages").GetInt32()));
        Console.WriteLine($"  {latency.TotalMilliseconds:0} ms, {pages}: {rate:0.00} vehicles a second{(found.Length > 0 ? $", pages {found}" : "")}");
        return rate;
    }

    private static async Task<bool> LimitedAsync()
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = 5000, RequestsPerSecond = Allowed });
        using CliRun run = new("dealer-inventory", portal, scratch.Path, "--pages", "auto", "--set", $"GLOBAL_JOB_TIMEOUT={LimitedSeconds}");
        await Task.Delay(StartOfAuto + BeforeItems, TimeProvider.System);
        (long from, DealerPortalCounts before) = (TimeProvider.System.GetTimestamp(), portal.Counts);
        await Task.Delay(TimeSpan.FromSeconds(LimitedSeconds) - StartOfAuto - (3 * BeforeItems), TimeProvider.System);
        (TimeSpan span, DealerPortalCounts after) = (TimeProvider.System.GetElapsedTime(from), portal.Counts);
        await run.ReportAsync();

        double used = (after.WithinLimit - before.WithinLimit) / span.TotalSeconds / Allowed;
        DealerPortalCounts all = portal.Counts;
        double refused = (double)all.AboveLimit / (all.AboveLimit + all.WithinLimit);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Allowed} requests a second allowed: auto uses {used:P1} of them after its first 30 s; refused over the whole run {all.AboveLimit} of {all.AboveLimit + all.WithinLimit} ({refused:P2})"));
        return used >= 0.9 && refused < 0.02;
    }

    private static IEnumerable<JsonElement> EventsOf(Scratch scratch) =>
        File.ReadLines(Directory.GetFiles(Path.Combine(scratch.Path, "dealer-inventory", "runs"), "events.jsonl", SearchOption.AllDirectories).Single())
            .Select(line => JsonDocument.Parse(line).RootElement);

    private static string Kind(JsonElement happened) => happened.GetProperty("event").GetString()!;

    private static DateTimeOffset At(JsonElement happened) => happened.GetProperty("at").GetDateTimeOffset();

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
