using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>One contender at work on a portal of its own: timed, watched, and all that it brought compared.</summary>
internal static class Contest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <param name="contender">Who.</param>
    /// <param name="order">What it has to do.</param>
    /// <param name="memoryEvery">How often memory is counted, which costs processor time itself. Default: every second.</param>
    /// <exception cref="InvalidOperationException">It failed, or what it brought is not right.</exception>
    public static async Task<ContestResult> RunAsync(Contender contender, ContestOrder order, TimeSpan? memoryEvery = null)
    {
        using Scratch scratch = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(
            new() { Vehicles = order.Vehicles, Latency = order.Latency, DetailRequests = order.DetailRequests });
        ProcessStartInfo start = contender.Start(order, portal, scratch.Path);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        DateTimeOffset launched = TimeProvider.System.GetUtcNow();
        using Process process = Process.Start(start)!;
        await using ProcessSampler sampler = new(
            process.Id, memoryEvery ?? TimeSpan.FromSeconds(1), () => portal.Counts.StickersServed.Count);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{contender.Title} has not ended after {Limit.TotalMinutes:0} minutes", late);
        }

        MachineUse use = await sampler.StopAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{contender.Title} ended with exit code {process.ExitCode}:\n{await error}\n{await output}");
        }

        Compare(contender, portal, contender.ResultsIn(scratch.Path));
        return new(order.Vehicles, launched, contender.SpanOf(scratch.Path, await output), use);
    }

    private static void Compare(Contender contender, DealerPortal portal, string results)
    {
        Dictionary<string, JsonElement> records = File.ReadLines(Path.Combine(results, "records.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(record => record.GetProperty("key").GetString()!);
        string[] wrong =
            [.. portal.Vehicles.Where(vehicle => !IsRight(vehicle, records) || !IsRight(vehicle, portal, results))
            .Select(vehicle => vehicle.Vin)];
        if (wrong.Length > 0)
        {
            throw new InvalidOperationException(
                $"{contender.Title}: {wrong.Length} of {portal.Vehicles.Count} vehicles are missing or wrong, such as {wrong[0]}");
        }
    }

    private static bool IsRight(Vehicle vehicle, Dictionary<string, JsonElement> records) =>
        records.TryGetValue(vehicle.Vin, out JsonElement record)
        && record.GetProperty("title").GetString() == vehicle.Title
        && record.GetProperty("stock").GetString() == vehicle.Stock
        && record.GetProperty("mileage").GetString()!.StartsWith($"{vehicle.Mileage:N0}", StringComparison.Ordinal)
        && record.GetProperty("color").GetString() == vehicle.Color
        && (record.TryGetProperty("price", out JsonElement price) && price.ValueKind == JsonValueKind.Number
            ? price.GetDecimal() : null) == vehicle.Price;

    private static bool IsRight(Vehicle vehicle, DealerPortal portal, string results)
    {
        string file = Path.Combine(results, "files", $"{vehicle.Vin}.pdf");
        return File.Exists(file)
            && SHA256.HashData(File.ReadAllBytes(file)).AsSpan().SequenceEqual(SHA256.HashData(portal.StickerOf(vehicle.Vin)));
    }
}
