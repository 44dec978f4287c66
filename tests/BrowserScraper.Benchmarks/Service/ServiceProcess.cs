using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Service;

/// <summary>The service in a process of its own.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Memory of the service alone, browser and driver not counted.</summary>
    public long Bytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Processor time of the service alone, since its start.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<ServiceProcess> StartAsync(string data, params string[] arguments)
    {
        ProcessStartInfo start =
            new("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll"), "serve", "--port", "0", "--data", data, .. arguments])
                { RedirectStandardOutput = true };
        start.Environment["LOG_DIR"] = Path.Combine(data, "logs");
        Process started = Process.Start(start)!;
        string? line = await started.StandardOutput.ReadLineAsync();
        return new(started,
            new(Listening().Match(line ?? "") is { Success: true } found
            ? found.Value : throw new InvalidOperationException($"the service did not start: {line}")));
    }

    /// <summary>Orders a job and waits until it has ended.</summary>
    /// <param name="script">Its script.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="meanwhile">Called five times a second with what the service says of the job. Default: nothing.</param>
    public async Task<RunReport> RunAsync(string script, object settings, string data, Func<JsonElement, Task>? meanwhile = null)
    {
        (await Http.PostAsJsonAsync("jobs", new { script, settings })).EnsureSuccessStatusCode();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(200));
        while (await timer.WaitForNextTickAsync())
        {
            JsonElement job = await Http.GetFromJsonAsync<JsonElement>($"jobs/{script}");
            if (job.GetProperty("state").GetString() is "done" or "failed")
            {
                break;
            }

            await (meanwhile?.Invoke(job) ?? Task.CompletedTask);
        }

        string last = Directory.GetDirectories(Path.Combine(data, script, "runs")).Max()!;
        return JsonSerializer.Deserialize<RunReport>(
            await File.ReadAllTextAsync(Path.Combine(last, RunReport.FileName)), RunJson.Readable)!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex("http://[0-9.:]+/")]
    private static partial Regex Listening();
}
