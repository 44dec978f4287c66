using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Where command lines of one test run, and the mark that their processes carry.</summary>
internal sealed class CliFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Root => folder.Root;

    public string Data { get; init; }

    public string Logs => folder["logs"];

    /// <summary>Null for the right one.</summary>
    public string? Password { get; init; }

    public MarkedProcesses Processes { get; } = new();

    public JobData Job => new(Data);

    public CliFolder() => Data = folder["data"];

    public string this[string name] => folder[name];

    public void Dispose() => folder.Dispose();
}
