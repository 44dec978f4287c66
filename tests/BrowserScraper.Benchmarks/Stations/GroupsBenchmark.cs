using BrowserScraper.Items;
using BrowserScraper.Queue;

namespace BrowserScraper.Benchmarks.Stations;

/// <summary>
/// What an item costs in the queue however many groups there are: each has two items, far apart, and five groups at a time may be worked
/// on.
/// </summary>
internal static class GroupsBenchmark
{
    private const string Column = "added, claimed and settled, us an item";
    private const int Most = 10_000;
    private const double MostMicroseconds = 50;

    private static readonly int[] Sizes = [100, 2000, Most];
    private static readonly Verdict Done = new(ItemState.Done, default);

    public static async Task RunAsync(ResultBook book)
    {
        await PassAsync(1000); // what is compiled now is not compiled while we measure
        foreach (int groups in Sizes)
        {
            for (int round = 0; round < book.Arguments.Rounds(5); round++)
            {
                book.Add($"{groups:N0} groups", Column, await PassAsync(groups));
            }
        }

        book.Below($"{Most:N0} groups, us an item", book.Median($"{Most:N0} groups", Column), MostMicroseconds);
    }

    private static async Task<double> PassAsync(int groups)
    {
        WorkItem[] items =
            [.. Enumerable.Range(0, 2 * groups)
            .Select(number => new WorkItem($"item-{number:0000000}") { Group = $"group-{number % groups}" })];
        using ChannelWorkQueue queue = new(TimeProvider.System, new());
        int settled = 0;
        long started = TimeProvider.System.GetTimestamp();
        foreach (WorkItem item in items)
        {
            await queue.AddAsync(item, default);
        }

        queue.CompleteAdding();
        await foreach (ClaimedItem claimed in queue.ClaimAllAsync(CancellationToken.None))
        {
            await claimed.SettleAsync(Done);
            settled++;
        }

        double microseconds = TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / items.Length;
        return settled == items.Length
            ? microseconds : throw new InvalidOperationException($"{settled} of {items.Length} items were settled");
    }
}
