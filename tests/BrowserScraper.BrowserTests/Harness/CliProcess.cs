using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using BrowserScraper.DemoSites;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Settings;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>
/// The command line in a process of its own; on Linux in a process group of its own, too, so that a signal reaches what a terminal's Ctrl+C
/// would.
/// </summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan ChaosLimit = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(420); // dotnet run builds first where something has changed

    private readonly Process process;
    private readonly TimeSpan limit;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    private CliProcess(Process process, TimeSpan limit)
    {
        this.process = process;
        this.limit = limit;
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output => Read(output);

    public string Error => Read(error);

    /// <summary>Starts it against the portal, with the folder's <c>data</c> and <c>logs</c>, in the folder.</summary>
    public static CliProcess Start(IDemoPortal portal, CliFolder folder, params string[] arguments)
    {
        ProcessStartInfo start = Prepare(folder, [.. arguments, "--data", folder.Data]);
        Point(start, portal, folder);
        return new(new() { StartInfo = start }, Limit);
    }

    /// <summary>Types <c>run.ps1</c> and the rest of a line at a prompt of PowerShell in the folder, and waits for the end.</summary>
    public static Task<CliProcess> RunScriptAsync(IDemoPortal portal, CliFolder folder, string line)
    {
        string script = PowerShellOnMachine.Script.Replace("'", "''", StringComparison.Ordinal);
        string typed = $"& '{script}' {line}; exit $LASTEXITCODE";
        ProcessStartInfo start = PrepareProgram(folder, [PowerShellOnMachine.Path, "-NoProfile", "-NonInteractive", "-Command", typed]);
        Point(start, portal, folder);
        start.Environment["DATA_DIR"] = folder.Data;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a node that stays would hold the output open
        return WaitedForAsync(new(new() { StartInfo = start }, ScriptLimit));
    }

    /// <summary>Starts it at an address, by the environment.</summary>
    public static CliProcess StartAt(Uri address, CliFolder folder, string prefix, params string[] arguments)
    {
        ProcessStartInfo start = Prepare(folder, [.. arguments, "--data", folder.Data]);
        start.Environment[$"{prefix}_URL"] = address.OriginalString;
        start.Environment["LOG_DIR"] = folder.Logs;
        return new(new() { StartInfo = start }, Limit);
    }

    /// <summary>Starts it on the portal that it has within itself.</summary>
    public static CliProcess StartOnDemo(CliFolder folder, params string[] arguments)
    {
        ProcessStartInfo start = Prepare(folder, [.. arguments, "--data", folder.Data]);
        start.Environment["LOG_DIR"] = folder.Logs;
        return new(new() { StartInfo = start }, Limit);
    }

    /// <summary>Starts the chaos command, whose own folder is made in this one.</summary>
    public static CliProcess StartChaos(CliFolder folder, params string[] arguments)
    {
        ProcessStartInfo start = Prepare(folder, ["chaos", .. arguments]);
        start.Environment["TMPDIR"] = folder.Root;
        return new(new() { StartInfo = start }, ChaosLimit);
    }

    /// <summary>Starts it and waits for its end.</summary>
    public static Task<CliProcess> RunAsync(IDemoPortal portal, CliFolder folder, params string[] arguments) =>
        WaitedForAsync(Start(portal, folder, arguments));

    private static async Task<CliProcess> WaitedForAsync(CliProcess run)
    {
        try
        {
            await run.ExitAsync();
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    public async Task<int> ExitAsync()
    {
        using CancellationTokenSource overdue = new(limit, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(overdue.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException late) when (overdue.IsCancellationRequested)
        {
            // What it said last is all that tells why.
            string state = process.HasExited ? "ended, but its output is held open" : "is still at work";
            throw new TimeoutException($"after {limit.TotalSeconds:0} s the process {state}\n{Output}\n{Error}", late);
        }
    }

    public int ExitCode => process.ExitCode;

    /// <summary>What a terminal does at Ctrl+C.</summary>
    public async Task InterruptGroupAsync()
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -INT -{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>What a machine that shuts down does: to the process alone.</summary>
    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    public void AssertNoStackTrace() => Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);

    /// <summary>It ended with this code and one line on stderr.</summary>
    public string AssertOneErrorLine(int exitCode)
    {
        AssertNoStackTrace();
        Assert.Equal(exitCode, ExitCode);
        return Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>It said so; if not, all that it said is told.</summary>
    public void AssertSaid(string pattern) => Assert.True(Regex.IsMatch(Output, pattern), $"it did not say {pattern}\n{Output}\n{Error}");

    public void AssertExit(int exitCode) =>
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}\n{Output}\n{Error}");

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static void Point(ProcessStartInfo start, IDemoPortal portal, CliFolder folder)
    {
        string prefix = portal switch
        {
            BookPortal => "BOOK_LIBRARY",
            MediaPortal => "MEDIA_SEARCH",
            VideoPortal => "VIDEO_SUBTITLES",
            _ => "DEALER_INVENTORY",
        };
        start.Environment[$"{prefix}_URL"] = portal.Address.AbsoluteUri;
        start.Environment[$"{prefix}_USERNAME"] = portal.Username;
        start.Environment[$"{prefix}_PASSWORD"] = folder.Password ?? portal.Password;
        start.Environment["LOG_DIR"] = folder.Logs;
    }

    private static ProcessStartInfo Prepare(CliFolder folder, string[] arguments) =>
        PrepareProgram(folder, ["dotnet", Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll"), .. arguments]);

    private static ProcessStartInfo PrepareProgram(CliFolder folder, string[] program)
    {
        string[] group = OperatingSystem.IsLinux() ? ["setsid", "env", "--default-signal=INT"] : [];
        string[] command = [.. group, .. program];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Root,
        };
        foreach (SettingDefinition setting in SettingsCatalog.Harness.Where(setting => setting.Name != "BROWSER_PATH"))
        {
            start.Environment.Remove(setting.Name);
        }

        start.Environment[MarkedProcesses.Variable] = folder.Processes.Mark;
        return start;
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line).Append(line is null ? "" : "\n");
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
