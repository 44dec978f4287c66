using System.Diagnostics;
using System.Security.Cryptography;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Benchmarks.Stations;

/// <summary>
/// What the checkpoint costs: the 100,000th record against the 100th, opening a million items, confirmed records a second.
/// </summary>
internal static class CheckpointBenchmark
{
    public const string Argument = "--open-checkpoint";

    private const int Few = 100;
    private const int Many = 100_000;
    private const int WindowLength = 3001;
    private const int Million = 1_000_000;
    private const long MostMemory = 600L * 1_000_000;
    private const double MostSeconds = 3;
    private const double MostGrowth = 1.1;
    private const int LeastRate = 2000;

    public static async Task RunAsync(ResultBook book)
    {
        await GrowthAsync(book);
        await RateAsync(book, recorders: 5);
        await RateAsync(book, recorders: 64);
        await MillionAsync(book);
    }

    /// <summary>In a process of its own: opens the checkpoint in this folder and prints seconds and items.</summary>
    public static async Task OpenAsync(string folder)
    {
        long started = TimeProvider.System.GetTimestamp();
        await using JsonCheckpoint checkpoint = await OpenIn(folder);
        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        double processor = Environment.CpuUsage.TotalTime.TotalSeconds;
        long peak = Peak();
        started = TimeProvider.System.GetTimestamp();
        IReadOnlyList<ItemRecord> known = checkpoint.Snapshot();
        _ = new FileNames(known);
        _ = new EqualFiles(known, checkpoint.Find);
        Console.WriteLine(
            $"{seconds} {checkpoint.Count} {peak} {TimeProvider.System.GetElapsedTime(started).TotalSeconds} {Peak()} {processor}");
    }

    /// <summary>Each record waits for the disk. The two take turns, so that what else the machine does meets both.</summary>
    private static async Task GrowthAsync(ResultBook book)
    {
        using Scratch few = new();
        using Scratch many = new();
        await using JsonCheckpoint small = await FilledAsync(few.Path, Few);
        await using JsonCheckpoint large = await FilledAsync(many.Path, Many);
        double[] early = new double[WindowLength];
        double[] late = new double[WindowLength];
        for (int number = 0; number < WindowLength; number++)
        {
            early[number] = await MicrosecondsAsync(small, Few + number);
            late[number] = await MicrosecondsAsync(large, Many + number);
        }

        book.Add($"from the {Few}th record on", "one record, flushed, us", Statistics.Median(early));
        book.Add($"from the {Many:N0}th record on", "one record, flushed, us", Statistics.Median(late));
        book.AtMost($"a record, flushed, from the {Many:N0}th on against the {Few}th, medians of {WindowLength:N0}",
            Statistics.Median(late) / Statistics.Median(early), MostGrowth);
    }

    private static async Task<JsonCheckpoint> FilledAsync(string folder, int count)
    {
        JsonCheckpoint checkpoint = await OpenIn(folder);
        for (int number = 0; number < count; number++)
        {
            checkpoint.Note(Item(number));
        }

        await checkpoint.FlushAsync();
        return checkpoint;
    }

    private static async Task<double> MicrosecondsAsync(JsonCheckpoint checkpoint, int number)
    {
        ItemRecord item = Item(number);
        long started = TimeProvider.System.GetTimestamp();
        await checkpoint.RecordAsync(item);
        return TimeProvider.System.GetElapsedTime(started).TotalMicroseconds;
    }

    private static async Task RateAsync(ResultBook book, int recorders)
    {
        const int Each = 1000;
        using Scratch scratch = new();
        await using JsonCheckpoint checkpoint = await OpenIn(scratch.Path);
        long started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, recorders).Select(recorder => Task.Run(async () =>
        {
            for (int number = 0; number < Each; number++)
            {
                await checkpoint.RecordAsync(Item((recorder * Each) + number));
            }
        })));
        double rate = recorders * Each / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        book.Add($"{recorders} recorders", "confirmed records/s", rate);
        if (recorders >= 64)
        {
            book.AtLeast($"confirmed records a second, {recorders} recorders", rate, LeastRate);
        }
    }

    private static async Task MillionAsync(ResultBook book)
    {
        using Scratch scratch = new();
        await (await FilledAsync(scratch.Path, Million)).DisposeAsync();
        ProcessStartInfo start = new(
            "dotnet", [typeof(CheckpointBenchmark).Assembly.Location, Argument, scratch.Path]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string[] told = (await child.StandardOutput.ReadToEndAsync()).TrimEnd().Split('\n')[^1].Split(' ');
        (double seconds, int count, long peak) = (double.Parse(told[0]), int.Parse(told[1]), long.Parse(told[2]));
        long size = new FileInfo(Path.Combine(scratch.Path, "checkpoint.json")).Length;
        book.Add($"opening {Million:N0} items", "s", seconds);
        book.Add($"opening {Million:N0} items", "peak memory of the process, MB", peak / 1e6);
        book.Note($"the file of {count:N0} items has {size / 1e6:0} MB; the process has used {double.Parse(told[5]):0.00} s of processor "
            + $"time when it is open; what a run makes of it to tell whose names and bytes are whose: {double.Parse(told[3]):0.00} s "
                + $"more, then {long.Parse(told[4]) / 1e6:0} MB");
        book.Exactly("items found again", count, Million);
        book.Below($"opening {Million:N0} items, s", seconds, MostSeconds);
        book.Below("peak memory of the process that opens them, MB", peak / 1e6, MostMemory / 1e6);
    }

    private static Task<JsonCheckpoint> OpenIn(string folder) =>
        JsonCheckpoint.OpenAsync(folder, "benchmark", "https://portal.example/", TimeProvider.System);

    /// <summary>As the dealer script leaves one.</summary>
    private static ItemRecord Item(int number) =>
        new(new WorkItem($"1HGCM{number:D12}", new Uri($"vehicles/1HGCM{number:D12}", UriKind.Relative))
            { Title = "2021 Northwind Falcon GT" })
    {
        State = ItemState.Done,
        Outcome = "Done",
        Files = [new SavedFile($"1HGCM{number:D12}.pdf", 26_557, Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number))))
            { Kind = FileKind.Pdf }],
        Updated = TimeProvider.System.GetUtcNow(),
    };

    private static long Peak()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
