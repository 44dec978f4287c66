namespace BrowserScraper.Benchmarks.Speed;

/// <summary>
/// Vehicles a second, everybody in turn on the same portal. At zero latency the machine is what limits; at 250 ms the 6
/// connections to a host that a browser context has.
/// </summary>
internal static class ThroughputBenchmark
{
    private const string Rate = "items/s";
    private const int ManyPages = 20;

    /// <summary>
    /// So many that one context's connections are what 20 pages wait for: 24 requests a second at 250 ms, 7 for each vehicle.
    /// </summary>
    public const int ManyDetails = 5;

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
            await Rounds.RunAsync(
                book.Arguments.Rounds(pages == 1 ? 1 : 3), contenders,
                contender => RunAsync(book, contender, order, Row(pages, contender)));
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
        double ratio = book.Median(Row(pages, Field.Ours), Rate) / others.Select(other => book.Median(Row(pages, other), Rate))
            .Aggregate(Math.Max);
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
        FarEntry[] entries = [.. FarEntries(contenders, book.Arguments.Pages(1, 5, 10, 20))];
        await Rounds.RunAsync(book.Arguments.Rounds(2), entries, entry => RunAsync(
            book,
            entry.Who,
            new(book.Arguments.Vehicles(entry.Pages == 1 ? 75 : 300), entry.Pages)
            {
                Latency = TimeSpan.FromMilliseconds(latency), Contexts = entry.Contexts, DetailRequests = entry.Details,
            },
            FarRow(latency, entry)));
        JudgeFar(book, latency);
        if (contenders.Contains(Field.Ours))
        {
            await RotatingPortal.RunAsync(book, latency, entries.Max(entry => entry.Pages));
        }
    }

    private static IEnumerable<FarEntry> FarEntries(IReadOnlyList<Contender> contenders, IReadOnlyList<int> numbers)
    {
        foreach (int pages in numbers)
        {
            int[] details = pages == ManyPages ? [0, ManyDetails] : [0];
            foreach ((int detail, Contender who) in details.SelectMany(detail => contenders.Select(contender => (detail, contender))))
            {
                if (pages > 1 || who == Field.Ours)
                {
                    yield return new(who, pages, 1, detail);
                }

                if (pages == ManyPages && who == Field.DotNet)
                {
                    yield return new(who, pages, 10, detail);
                }
            }
        }
    }

    private static void JudgeFar(ResultBook book, int latency)
    {
        double Of(Contender who, int pages, int details = 0) => book.Median(FarRow(latency, new(who, pages, 1, details)), Rate);

        if (Of(Field.Ours, 5) / Of(Field.Ours, 1) is var gain and not double.NaN)
        {
            book.AtLeast($"{latency} ms, 5 pages, items/s against one page", gain, 4.7);
        }

        foreach (int details in (int[])[0, ManyDetails])
        {
            if (Of(Field.Ours, ManyPages, details) / Math.Max(Of(Field.DotNet, ManyPages, details), Of(Field.Node, ManyPages, details))
                is var spread and not double.NaN)
            {
                book.AtLeast(
                    $"{latency} ms, {Pages(ManyPages)}{Requests(details)}, items/s against the better hand-written loop with as many "
                        + "pages of one context", spread, 2.5);
            }
        }
    }

    private static string Row(int pages, Contender contender) => $"0 ms, {Pages(pages)}: {contender.Title}";

    private static string FarRow(int latency, FarEntry entry) =>
        $"{latency} ms, {Pages(entry.Pages)}{(entry.Contexts > 1 ? $" of {entry.Contexts} contexts" : "")}{Requests(entry.Details)}: "
            + $"{entry.Who.Title}";

    private static string Requests(int details) => details == 0 ? "" : $", {2 + details} requests a vehicle"; // the page and its price

    private static string Pages(int pages) => pages == 1 ? "1 page" : $"{pages} pages";

    private sealed record FarEntry(Contender Who, int Pages, int Contexts, int Details);
}
