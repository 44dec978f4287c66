using System.Text.Json;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// CONCURRENT_PAGES=auto against fixed numbers of pages, in turns, at zero latency and at 250 ms: vehicles a second once a run has found
/// its stride, which auto gets 30 s for. And auto on a portal that answers 429 above 6 requests a second: how much of that it uses, and how
/// often it is refused. About 12 minutes.
/// </summary>
internal static class AutoPagesBenchmark
{
    private const string Rate = "vehicles/s";
    private const int Allowed = 6;
    private const int LimitedSeconds = 150;

    private static readonly TimeSpan StartOfAuto = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartOfFixed = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    /// <summary>Browser, sign-in and the first list pages come before the first item.</summary>
    private static readonly TimeSpan BeforeItems = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(ResultBook book)
    {
        foreach (int latency in book.Arguments.Latencies(0, 250))
        {
            await CompareAsync(book, latency, latency == 0 ? ["2", "4", "8", "16"] : ["5", "10", "20", "30"]);
        }

        await LimitedAsync(book);
    }

    private static async Task CompareAsync(ResultBook book, int latency, string[] numbers)
    {
        await Rounds.RunAsync(
            book.Arguments.Rounds(2), ["auto", .. numbers], async pages =>
                book.Add(Row(latency, pages), Rate, await RateAsync(book, latency, pages)));
        double best = numbers.Max(pages => book.Median(Row(latency, pages), Rate));
        book.AtLeast($"{latency} ms, auto's share of the best fixed number", book.Median(Row(latency, "auto"), Rate) / best, 0.95);
    }

    private static string Row(int latency, string pages) => $"{latency} ms, CONCURRENT_PAGES={pages}";

    private static async Task<double> RateAsync(ResultBook book, int latency, string pages)
    {
        TimeSpan start = pages == "auto" ? StartOfAuto : StartOfFixed;
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(
            new() { Vehicles = 5000, Latency = TimeSpan.FromMilliseconds(latency) });
        using CliRun run =
            new("dealer-inventory", portal, scratch.Path, "--pages", pages, "--set",
            $"GLOBAL_JOB_TIMEOUT={(BeforeItems + start + Measured).TotalSeconds:0}");
        await run.ReportAsync();

        JsonElement[] events = [.. EventsOf(scratch)];
        DateTimeOffset first = events.Where(each => Kind(each) == "ItemStarted").Min(At) + start;
        double rate =
            events.Count(
                each => Kind(each) == "ItemEnded" && each.GetProperty("outcome").GetString() == "Done" && At(each) >= first
                && At(each) < first + Measured) / Measured.TotalSeconds;
        string found = string.Join(
            " -> ", events.Where(each => Kind(each) == "Steered").Select(each => each.GetProperty("pages").GetInt32()));
        if (found.Length > 0)
        {
            book.Note($"{Row(latency, pages)}: pages {found}");
        }

        return rate;
    }

    private static async Task LimitedAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(new() { Vehicles = 5000, RequestsPerSecond = Allowed });
        using CliRun run = new(
            "dealer-inventory", portal, scratch.Path, "--pages", "auto", "--set", $"GLOBAL_JOB_TIMEOUT={LimitedSeconds}");
        await Task.Delay(StartOfAuto + BeforeItems, TimeProvider.System);
        (long from, DealerPortalCounts before) = (TimeProvider.System.GetTimestamp(), portal.Counts);
        await Task.Delay(TimeSpan.FromSeconds(LimitedSeconds) - StartOfAuto - (3 * BeforeItems), TimeProvider.System);
        (TimeSpan span, DealerPortalCounts after) = (TimeProvider.System.GetElapsedTime(from), portal.Counts);
        await run.ReportAsync();

        double used = (after.WithinLimit - before.WithinLimit) / span.TotalSeconds / Allowed;
        DealerPortalCounts all = portal.Counts;
        double refused = (double)all.AboveLimit / (all.AboveLimit + all.WithinLimit);
        string row = $"{Allowed} requests a second allowed, auto";
        book.Add(row, "requests/s taken, after 30 s", used * Allowed);
        book.Add(row, "refused, share of all", refused);
        book.AtLeast($"{row}: share of what is allowed, after 30 s", used, 0.9);
        book.Below($"{row}: refused answers, share of all", refused, 0.02);
    }

    private static IEnumerable<JsonElement> EventsOf(Scratch scratch) =>
        File.ReadLines(
            Directory.GetFiles(Path.Combine(scratch.Path, "dealer-inventory", "runs"), "events.jsonl", SearchOption.AllDirectories)
            .Single())
            .Select(line => JsonDocument.Parse(line).RootElement);

    private static string Kind(JsonElement happened) => happened.GetProperty("event").GetString()!;

    private static DateTimeOffset At(JsonElement happened) => happened.GetProperty("at").GetDateTimeOffset();
}
