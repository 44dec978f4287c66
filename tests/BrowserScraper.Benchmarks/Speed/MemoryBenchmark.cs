namespace BrowserScraper.Benchmarks.Speed;

/// <summary>Memory of all processes together over 3,000 vehicles: the most of it, and how it grows after the first 1,000.</summary>
internal static class MemoryBenchmark
{
    private const string Peak = "peak, MB";
    private const string Growth = "growth over the last two thirds, %";

    public static async Task RunAsync(ResultBook book)
    {
        IReadOnlyList<Contender> contenders = await Field.ChosenAsync(book.Arguments, Field.Ours, Field.DotNet, Field.Node, Field.Crawlee);
        int pages = book.Arguments.Pages(5)[0];
        ContestOrder order = new(book.Arguments.Vehicles(3000), pages);
        await Rounds.RunAsync(book.Arguments.Rounds(1), contenders, async contender =>
        {
            ContestResult result = await Contest.RunAsync(contender, order);
            book.Add(contender.Title, Peak, result.PeakMegabytes);
            book.Add(contender.Title, Growth, MemoryGrowth.Percent(result.Use.Samples, order.Vehicles / 3, order.Vehicles));
            book.Add(contender.Title, "items/s", result.ItemsPerSecond);
        });
        book.Note($"{order.Vehicles:N0} vehicles on {pages} pages; growth is that of the straight line through all samples between "
            + $"{order.Vehicles / 3:N0} and {order.Vehicles:N0} vehicles");
        if (!contenders.Contains(Field.Ours))
        {
            return;
        }

        foreach (Contender other in contenders.Where(contender => contender != Field.Ours))
        {
            double ratio = book.Median(Field.Ours.Title, Peak) / book.Median(other.Title, Peak);
            book.AtMost($"peak against {other.Title}", ratio, other == Field.Crawlee ? 1.0 : 1.1);
        }

        book.Below("growth over the last two thirds, %", book.Median(Field.Ours.Title, Growth), 5);
    }
}
