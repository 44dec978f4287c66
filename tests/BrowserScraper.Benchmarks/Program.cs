using BrowserScraper.Benchmarks;
using BrowserScraper.Benchmarks.Stations;

// Benchmarks start this program again for what is to be measured in a process of its own.
if (args is [HandWrittenLoop.Argument, string order, .. string[] how])
{
    using HandWrittenLoop loop = new(LoopOrder.Parse(order), how is [HandWrittenLoop.Bare]);
    await loop.RunAsync();
    return 0;
}

if (args is [CheckpointBenchmark.Argument, string folder])
{
    await CheckpointBenchmark.OpenAsync(folder);
    return 0;
}

try
{
    return await BenchmarkList.RunAsync(BenchmarkArguments.Parse(args)) ? 0 : 1;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n{BenchmarkArguments.Usage}\nbenchmarks: {string.Join(", ", BenchmarkList.Names)}");
    return 2;
}
