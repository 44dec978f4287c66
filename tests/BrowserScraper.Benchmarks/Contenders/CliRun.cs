using System.Diagnostics;
using System.Text.Json;
using BrowserScraper.DemoSites;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>The command line in a process of its own, against a portal in this one.</summary>
internal sealed class CliRun : IDisposable
{
    /// <summary>The variable by which all processes of a run are found: it holds the data folder.</summary>
    public const string Mark = "BROWSER_SCRAPER_BENCHMARK";

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    public CliRun(string script, IDemoPortal portal, string data, params string[] arguments)
        : this(StartInfo(CliProgram.Built, script, portal, data, arguments))
    {
    }

    public CliRun(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => process.HasExited;

    /// <summary>How the command line is started on a portal: its output redirected, one JSON document at its end.</summary>
    public static ProcessStartInfo StartInfo(CliProgram program, string script, IDemoPortal portal, string data, params string[] arguments)
    {
        string prefix = script.ToUpperInvariant().Replace('-', '_');
        ProcessStartInfo start = program.StartInfo(["run", script, "--json", "--data", data, .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment[$"{prefix}_URL"] = portal.Address.AbsoluteUri;
        start.Environment[$"{prefix}_USERNAME"] = portal.Username;
        start.Environment[$"{prefix}_PASSWORD"] = portal.Password;
        start.Environment["LOG_DIR"] = Path.Combine(data, "logs");
        start.Environment[Mark] = data;
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
