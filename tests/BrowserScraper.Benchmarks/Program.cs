using BrowserScraper.Benchmarks;

Dictionary<string, Func<Task<bool>>> benchmarks = new(StringComparer.Ordinal)
{
    ["inventory"] = InventoryBenchmark.RunAsync,
    ["latency"] = LatencyBenchmark.RunAsync,
    ["kills"] = KillBenchmark.RunAsync,
    ["hand-written"] = HandWrittenBenchmark.RunAsync,
    ["report"] = ReportBenchmark.RunAsync,
    ["tokens-auto"] = () => TokenBenchmark.RunAsync("auto"),
    ["tokens-serial"] = () => TokenBenchmark.RunAsync("serial"),
    ["session-ends"] = SessionEndsBenchmark.RunAsync,
    ["auto-price"] = AutoPriceBenchmark.RunAsync,
    ["hangs"] = HangBenchmark.RunAsync,
    ["renewal"] = RenewalBenchmark.RunAsync,
    ["checkpoint"] = CheckpointBenchmark.RunAsync,
    ["queue"] = QueueBenchmark.RunAsync,
    ["media-sources"] = MediaSourcesBenchmark.RunAsync,
    ["media-faults"] = MediaFaultsBenchmark.RunAsync,
    ["videos"] = VideoBenchmark.RunAsync,
    ["service"] = ServiceBenchmark.RunAsync,
    ["workers"] = WorkersBenchmark.RunAsync,
    ["auto-pages"] = AutoPagesBenchmark.RunAsync,
    ["chaos"] = ChaosBenchmark.RunAsync,
};

if (args is [HandWrittenLoop.Argument, .. string[] loop])
{
    await HandWrittenLoop.RunAsync(new Uri(loop[0]), int.Parse(loop[1]), int.Parse(loop[2]));
    return 0;
}

if (args is [CheckpointBenchmark.Argument, string folder])
{
    await CheckpointBenchmark.OpenAsync(folder);
    return 0;
}

string[] unknown = [.. args.Where(name => !benchmarks.ContainsKey(name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}; benchmarks: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

bool allHold = true;
foreach (string name in args.Length > 0 ? args : [.. benchmarks.Keys])
{
    Console.WriteLine($"== {name}");
    bool holds = await benchmarks[name]();
    Console.WriteLine(holds ? "holds" : "DOES NOT HOLD");
    allHold &= holds;
}

return allHold ? 0 : 1;
