using BrowserScraper.Benchmarks.Endurance;
using BrowserScraper.Benchmarks.Media;
using BrowserScraper.Benchmarks.Service;
using BrowserScraper.Benchmarks.Speed;
using BrowserScraper.Benchmarks.Stations;

namespace BrowserScraper.Benchmarks;

/// <summary>Every benchmark by its name.</summary>
internal static class BenchmarkList
{
    private static readonly Dictionary<string, Func<ResultBook, Task>> All = new(StringComparer.Ordinal)
    {
        ["throughput"] = ThroughputBenchmark.RunAsync,
        ["host-cost"] = HostCostBenchmark.RunAsync,
        ["memory"] = MemoryBenchmark.RunAsync,
        ["start"] = StartBenchmark.RunAsync,
        ["blocking"] = BlockingBenchmark.RunAsync,
        ["downloads"] = DownloadBenchmark.RunAsync,
        ["dashboard"] = DashboardBenchmark.RunAsync,
        ["auto-pages"] = AutoPagesBenchmark.RunAsync,
        ["shards"] = ShardsBenchmark.RunAsync,
        ["latency"] = LatencyBenchmark.RunAsync,
        ["auto-price"] = AutoPriceBenchmark.RunAsync,
        ["queue"] = QueueBenchmark.RunAsync,
        ["groups"] = GroupsBenchmark.RunAsync,
        ["store"] = StoreBenchmark.RunAsync,
        ["checkpoint"] = CheckpointBenchmark.RunAsync,
        ["report"] = ReportBenchmark.RunAsync,
        ["tokens-auto"] = book => TokenBenchmark.RunAsync(book, "auto"),
        ["tokens-serial"] = book => TokenBenchmark.RunAsync(book, "serial"),
        ["inventory"] = InventoryBenchmark.RunAsync,
        ["kills"] = KillBenchmark.RunAsync,
        ["session-ends"] = SessionEndsBenchmark.RunAsync,
        ["hangs"] = HangBenchmark.RunAsync,
        ["renewal"] = RenewalBenchmark.RunAsync,
        ["chaos"] = ChaosBenchmark.RunAsync,
        ["media-sources"] = MediaSourcesBenchmark.RunAsync,
        ["media-faults"] = MediaFaultsBenchmark.RunAsync,
        ["videos"] = VideoBenchmark.RunAsync,
        ["service"] = ServiceBenchmark.RunAsync,
        ["job-cost"] = JobCostBenchmark.RunAsync,
        ["workers"] = WorkersBenchmark.RunAsync,
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <returns>True where every bound of every one of them holds.</returns>
    /// <exception cref="FormatException">There is no such benchmark.</exception>
    public static async Task<bool> RunAsync(BenchmarkArguments arguments)
    {
        if (arguments.Names.FirstOrDefault(name => !All.ContainsKey(name)) is { } unknown)
        {
            throw new FormatException($"there is no benchmark {unknown}");
        }

        bool allHold = true;
        foreach (string name in arguments.Names.Count > 0 ? arguments.Names : [.. All.Keys])
        {
            allHold &= await RunAsync(new ResultBook(name, arguments));
        }

        return allHold;
    }

    private static async Task<bool> RunAsync(ResultBook book)
    {
        Console.WriteLine($"== {book.Name}");
        string date = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}";
        double? load = Surroundings.Load;
        long started = TimeProvider.System.GetTimestamp();
        try
        {
            await All[book.Name](book);
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"DOES NOT HOLD, as it did not get to its end: {failure.Message}");
            return false;
        }

        ResultConditions conditions = new(
            date, Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1), load, Surroundings.Load);
        if (!book.Arguments.IsTrial)
        {
            ResultFile.Write(book, conditions);
            ResultTable.Write(book, conditions);
        }

        Console.WriteLine(ResultTable.Render(book, conditions));
        Console.WriteLine(book.Holds ? "holds" : "DOES NOT HOLD");
        return book.Holds;
    }
}
