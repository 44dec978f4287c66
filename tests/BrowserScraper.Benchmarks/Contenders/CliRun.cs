using System.Diagnostics;
using System.Text.Json;
using BrowserScraper.DemoSites;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>The command line in a process of its own, against a portal in this one.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    public CliRun(string script, IDemoPortal portal, string data, params string[] arguments)
    {
        process = Process.Start(StartInfo(script, portal, data, arguments))!;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program file of the command line: BENCHMARK_CLI, such as a published one, else what was built with this program.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("BENCHMARK_CLI") ?? Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll");

    public bool HasExited => process.HasExited;

    /// <summary>How the command line is started on a portal: its output redirected, one JSON document at its end.</summary>
    public static ProcessStartInfo StartInfo(string script, IDemoPortal portal, string data, params string[] arguments)
    {
        string prefix = script.ToUpperInvariant().Replace('-', '_');
        ProcessStartInfo start = new("dotnet", [Program, "run", script, "--json", "--data", data, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[$"{prefix}_URL"] = portal.Address.AbsoluteUri;
        start.Environment[$"{prefix}_USERNAME"] = portal.Username;
        start.Environment[$"{prefix}_PASSWORD"] = portal.Password;
        start.Environment["LOG_DIR"] = Path.Combine(data, "logs");
        start.Environment["BROWSER_PATH"] = BenchmarkBrowser.Path;
        return start;
    }

    public async Task<RunReport> ReportAsync()
    {
        await process.WaitForExitAsync();
        string last = (await output).TrimEnd().Split('\n')[^1];
        return last.StartsWith('{') && JsonDocument.Parse(last).RootElement.TryGetProperty("report", out JsonElement report)
            ? report.Deserialize<RunReport>(RunJson.Line)!
            : throw new InvalidOperationException($"the run ended with exit code {process.ExitCode} and no report:\n{await error}");
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose() => process.Dispose();
}
