namespace BrowserScraper.Benchmarks.Speed;

/// <summary>Processor time of harness and driver, the browser's left out, against a loop that has no harness.</summary>
internal static class HostCostBenchmark
{
    private const string Work = "while it works, ms/item";
    private const string Whole = "start to end, ms/item";

    public static async Task RunAsync(ResultBook book)
    {
        IReadOnlyList<Contender> contenders = await Field.ChosenAsync(book.Arguments, Field.Ours, Field.DotNet);
        foreach (int pages in book.Arguments.Pages(4))
        {
            ContestOrder order = new(book.Arguments.Vehicles(600), pages);
            string Row(Contender contender) => $"{pages} pages: {contender.Title}";
            await Rounds.RunAsync(book.Arguments.Rounds(5), contenders, async contender =>
            {
                ContestResult result = await Contest.RunAsync(contender, order, memoryEvery: TimeSpan.FromSeconds(5));
                book.Add(Row(contender), Work, result.HostMillisecondsEach);
                book.Add(Row(contender), Whole, result.WholeHostMillisecondsEach);
                book.Add(Row(contender), "browser, ms/item", result.BrowserMillisecondsEach);
                book.Add(Row(contender), "items/s", result.ItemsPerSecond);
            });
            if (contenders.Contains(Field.Ours) && contenders.Contains(Field.DotNet))
            {
                double Ratio(string column) =>
                    Statistics.MedianRatio(book.Values(Row(Field.Ours), column), book.Values(Row(Field.DotNet), column));
                book.AtMost($"{pages} pages, CPU of harness and driver an item against the hand-written loop, median of the rounds",
                    Ratio(Work), 1.1);
                book.Note($"with start, sign-in and end, over {order.Vehicles} vehicles: {Statistics.Text(Ratio(Whole))} times");
            }
        }
    }
}
