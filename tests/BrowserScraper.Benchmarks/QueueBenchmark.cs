using BrowserScraper.Items;
using BrowserScraper.Queue;

namespace BrowserScraper.Benchmarks;

/// <summary>What the queue costs in memory and time, with a thousand to ten million items waiting.</summary>
internal static class QueueBenchmark
{
    private const int Million = 1_000_000;
    private const int Batch = 200;
    private const int Batches = 2001;
    private const double MostSeconds = 3;
    private const double MostBytes = 300;
    private const double MostGrowth = 2;

    private static readonly int[] Sizes = [1000, 100_000, Million, 10 * Million];
    private static readonly Verdict Done = new(ItemState.Done, default);

    public static async Task<bool> RunAsync()
    {
        await PassAsync(100_000); // what is compiled now is not compiled while we measure
        double[] passes = [await PassAsync(Million), await PassAsync(Million), await PassAsync(Million)];
        double seconds = passes.Order().ElementAt(1);
        Console.WriteLine($"1,000,000 items added, claimed and settled: {seconds:0.00} s (median of {string.Join(", ", passes.Select(each => $"{each:0.00}"))})");
        double bytes = BytesEach(Million);
        Console.WriteLine($"memory: {bytes:0} bytes an item beyond the item itself");
        Dictionary<int, double> claims = [];
        foreach (int size in Sizes)
        {
            claims[size] = await ClaimAsync(size);
            Console.WriteLine($"{size,10:N0} waiting: a claim with its settlement takes {claims[size]:0} ns (median of {Batches} times {Batch})");
        }

        double growth = claims.Values.Max() / claims[Sizes[0]];
        Console.WriteLine($"slowest against 1,000: {growth:0.00} times");
        return seconds < MostSeconds && bytes < MostBytes && growth <= MostGrowth;
    }

    private static async Task<double> PassAsync(int count)
    {
        WorkItem[] items = Items(0, count);
        using ChannelWorkQueue queue = new(TimeProvider.System, new());
        long started = TimeProvider.System.GetTimestamp();
        await AddAsync(queue, items);
        queue.CompleteAdding();
        await foreach (ClaimedItem claimed in queue.ClaimAllAsync(CancellationToken.None))
        {
            await claimed.SettleAsync(Done);
        }

        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static double BytesEach(int count)
    {
        WorkItem[] items = Items(0, count);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using ChannelWorkQueue queue = new(TimeProvider.System, new());
        AddAsync(queue, items).GetAwaiter().GetResult();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(items);
        GC.KeepAlive(queue);
        return (after - before) / (double)count;
    }

    /// <summary>Nanoseconds, with as many waiting all the time.</summary>
    private static async Task<double> ClaimAsync(int waiting)
    {
        using ChannelWorkQueue queue = new(TimeProvider.System, new());
        await AddAsync(queue, Items(0, waiting));
        WorkItem[] further = Items(waiting, Batch * Batches);
        IAsyncEnumerator<ClaimedItem> claimer = queue.ClaimAllAsync(CancellationToken.None).GetAsyncEnumerator();
        double[] times = new double[Batches];
        for (int batch = 0; batch < Batches; batch++)
        {
            long started = TimeProvider.System.GetTimestamp();
            for (int number = 0; number < Batch; number++)
            {
                await claimer.MoveNextAsync();
                await claimer.Current.SettleAsync(Done);
            }

            times[batch] = TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / Batch;
            await AddAsync(queue, further.AsMemory(batch * Batch, Batch));
        }

        return times.Order().ElementAt(Batches / 2);
    }

    private static async Task AddAsync(ChannelWorkQueue queue, ReadOnlyMemory<WorkItem> items)
    {
        for (int index = 0; index < items.Length; index++)
        {
            await queue.AddAsync(items.Span[index], default);
        }
    }

    private static WorkItem[] Items(int first, int count) => [.. Enumerable.Range(first, count).Select(number => new WorkItem($"item-{number:0000000}"))];
}
