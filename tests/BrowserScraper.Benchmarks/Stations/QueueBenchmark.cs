using BrowserScraper.Items;
using BrowserScraper.Stores.Files;

namespace BrowserScraper.Benchmarks.Stations;

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

    public static Task RunAsync(ResultBook book)
    {
        WholePass(100_000); // what is compiled now is not compiled while we measure
        const string Pass = "1,000,000 items added, claimed and settled";
        for (int round = 0; round < book.Arguments.Rounds(3); round++)
        {
            book.Add(Pass, "s", WholePass(Million));
        }

        book.Below($"{Pass}, s", book.Median(Pass, "s"), MostSeconds);
        book.Add("a waiting item", "bytes beyond the item itself", BytesEach(Million));
        book.Below("bytes an item beyond the item itself", book.Median("a waiting item", "bytes beyond the item itself"), MostBytes);
        foreach (int size in Sizes)
        {
            book.Add($"{size:N0} waiting", "claim and settlement, ns", Claim(size));
            book.Add($"{size:N0} waiting", "claim and retry, ns", Retry(size));
        }

        Flat(book, "claim and settlement, ns");
        Flat(book, "claim and retry, ns");
        book.Note($"claims are medians of {Batches} batches of {Batch} each");
        return Task.CompletedTask;
    }

    private static void Flat(ResultBook book, string column)
    {
        double slowest = Sizes.Max(size => book.Median($"{size:N0} waiting", column));
        book.AtMost($"{column[..^4]}: slowest against 1,000 waiting", slowest / book.Median($"{Sizes[0]:N0} waiting", column), MostGrowth);
    }

    private static double WholePass(int count)
    {
        WorkItem[] items = Items(0, count);
        RunQueue queue = new(most: null);
        long started = TimeProvider.System.GetTimestamp();
        Add(queue, items);
        queue.CompleteAdding();
        while (queue.Claim(ClaimRules.None) is { } claimed)
        {
            Settle(queue, claimed);
        }

        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static double BytesEach(int count)
    {
        WorkItem[] items = Items(0, count);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        RunQueue queue = new(most: null);
        Add(queue, items);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(items);
        GC.KeepAlive(queue);
        return (after - before) / (double)count;
    }

    /// <summary>Nanoseconds, with as many waiting all the time.</summary>
    private static double Claim(int waiting)
    {
        RunQueue queue = new(most: null);
        Add(queue, Items(0, waiting));
        WorkItem[] further = Items(waiting, Batch * Batches);
        double[] times = new double[Batches];
        for (int batch = 0; batch < Batches; batch++)
        {
            long started = TimeProvider.System.GetTimestamp();
            for (int number = 0; number < Batch; number++)
            {
                Settle(queue, queue.Claim(ClaimRules.None)!);
            }

            times[batch] = TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / Batch;
            Add(queue, further.AsMemory(batch * Batch, Batch));
        }

        return times.Order().ElementAt(Batches / 2);
    }

    /// <summary>Nanoseconds for a claim whose item is to be tried again: it is due at once, behind all that wait.</summary>
    private static double Retry(int waiting)
    {
        RunQueue queue = new(most: null);
        Add(queue, Items(0, waiting));
        double[] times = new double[Batches];
        for (int batch = 0; batch < Batches; batch++)
        {
            long started = TimeProvider.System.GetTimestamp();
            for (int number = 0; number < Batch; number++)
            {
                QueuedItem claimed = queue.Claim(ClaimRules.None)!;
                queue.BeginCompleting(claimed);
                queue.Return(claimed, default, DateTimeOffset.UnixEpoch, waitsFor: null, DateTimeOffset.UnixEpoch);
            }

            times[batch] = TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / Batch;
        }

        return times.Order().ElementAt(Batches / 2);
    }

    private static void Settle(RunQueue queue, QueuedItem claimed)
    {
        queue.BeginCompleting(claimed);
        queue.Settle(claimed);
    }

    private static void Add(RunQueue queue, ReadOnlyMemory<WorkItem> items)
    {
        for (int index = 0; index < items.Length; index++)
        {
            queue.Add(new(items.Span[index], host: null), default, again: false);
        }
    }

    private static WorkItem[] Items(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new WorkItem($"item-{number:0000000}"))];
}
