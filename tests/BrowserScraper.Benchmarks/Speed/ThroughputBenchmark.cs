namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// Vehicles a second, everybody in turn on the same portal. At zero latency the machine is what limits; at 250 ms the 6
/// connections to a host that a browser context has.
/// </summary>
internal static class ThroughputBenchmark
{
    private const string Rate = "items/s";

    public static async Task RunAsync(ResultBook book)
    {
        foreach (int latency in book.Arguments.Latencies(0, 250))
        {
            await (latency == 0 ? AtOnceAsync(book) : FarAwayAsync(book, latency));
        }
    }

    private static async Task AtOnceAsync(ResultBook book)
    {
        IReadOnlyList<Contender> contenders = await Field.ChosenAsync(
            book.Arguments, [Field.Ours, Field.DotNet, Field.Node, .. Field.Bare, Field.Cluster, Field.ClusterReuse, Field.Crawlee]);
        foreach (int pages in book.Arguments.Pages(1, 4, 8))
        {
            // One page takes the others' time several times over, and no bound is on it.
            ContestOrder order = new(book.Arguments.Vehicles(pages == 1 ? 100 : 300), pages);
            await Rounds.RunAsync(book.Arguments.Rounds(pages == 1 ? 1 : 3), contenders, contender => RunAsync(book, contender, order, Row(pages, contender)));
            Judge(book, pages);
        }
    }

    private static async Task RunAsync(ResultBook book, Contender contender, ContestOrder order, string row)
    {
        ContestResult result = await Contest.RunAsync(contender, order);
        book.Add(row, Rate, result.ItemsPerSecond);
        book.Add(row, "host CPU, ms/item", result.HostMillisecondsEach);
        book.Add(row, "browser CPU, ms/item", result.BrowserMillisecondsEach);
        book.Add(row, "peak memory, MB", result.PeakMegabytes);
    }

    private static void Judge(ResultBook book, int pages)
    {
        Against(book, pages, "the better hand-written loop", 1.0, Field.DotNet, Field.Node);
        Against(book, pages, "the better of those without locators", null, [.. Field.Bare]);
        Against(book, pages, "puppeteer-cluster", 1.5, Field.Cluster);
        Against(book, pages, "Crawlee", 2.0, Field.Crawlee);
    }

    private static void Against(ResultBook book, int pages, string whom, double? least, params Contender[] others)
    {
        double ratio = book.Median(Row(pages, Field.Ours), Rate) / others.Select(other => book.Median(Row(pages, other), Rate)).Aggregate(Math.Max);
        string what = $"{Pages(pages)}, zero latency, items/s against {whom}";
        if (double.IsNaN(ratio))
        {
            book.Note($"{what}: somebody did not take part");
        }
        else if (pages > 1 && least is { } bound)
        {
            book.AtLeast(what, ratio, bound);
        }
        else
        {
            book.Note($"{what}: {Statistics.Text(ratio)} times (no bound)");
        }
    }

    private static async Task FarAwayAsync(ResultBook book, int latency)
    {
        IReadOnlyList<Contender> contenders = await Field.ChosenAsync(book.Arguments, Field.Ours, Field.DotNet, Field.Node);
        TimeSpan delay = TimeSpan.FromMilliseconds(latency);
        int[] numbers = book.Arguments.Pages(1, 5, 10, 20);
        (Contender Who, int Pages, int Contexts)[] entries =
        [
            .. from pages in numbers
               from contender in contenders
               where pages > 1 || contender == Field.Ours
               select (contender, pages, 1),
            .. numbers.Contains(20) && contenders.Contains(Field.DotNet) ? [(Field.DotNet, 20, 10)] : Array.Empty<(Contender, int, int)>(),
        ];
        await Rounds.RunAsync(book.Arguments.Rounds(2), entries, entry => RunAsync(
            book,
            entry.Who,
            new(book.Arguments.Vehicles(entry.Pages switch { 1 => 25, <= 5 => 75, <= 10 => 100, _ => 150 }), entry.Pages) { Latency = delay, Contexts = entry.Contexts },
            FarRow(latency, entry.Pages, entry.Who, entry.Contexts)));
        JudgeFar(book, latency);
        if (contenders.Contains(Field.Ours))
        {
            await RotatingPortal.RunAsync(book, latency, numbers.Max());
        }
    }

    private static void JudgeFar(ResultBook book, int latency)
    {
        double Of(int pages, Contender contender) => book.Median(FarRow(latency, pages, contender, 1), Rate);

        if (Of(5, Field.Ours) / Of(1, Field.Ours) is var gain and not double.NaN)
        {
            book.AtLeast($"{latency} ms, 5 pages, items/s against one page", gain, 4.7);
        }

        if (Of(20, Field.Ours) / Math.Max(Of(20, Field.DotNet), Of(20, Field.Node)) is var spread and not double.NaN)
        {
            book.AtLeast($"{latency} ms, 20 pages, items/s against the better hand-written loop with 20 pages of one context", spread, 2.5);
        }
    }

    private static string Row(int pages, Contender contender) => $"0 ms, {Pages(pages)}: {contender.Title}";

    private static string FarRow(int latency, int pages, Contender contender, int contexts) =>
        $"{latency} ms, {Pages(pages)}{(contexts > 1 ? $" of {contexts} contexts" : "")}: {contender.Title}";

    private static string Pages(int pages) => pages == 1 ? "1 page" : $"{pages} pages";
}
