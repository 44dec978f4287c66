using System.Diagnostics;
using System.Text;
using BrowserScraper.Settings;

namespace BrowserScraper.BrowserTests.Packages;

/// <summary>A line as it is typed at a shell, in a folder and with an environment of its own.</summary>
internal sealed class ShellCommand : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(7);

    private readonly Process process;
    private readonly string line;
    private readonly StringBuilder output = new();

    private ShellCommand(string folder, IReadOnlyDictionary<string, string?> environment, string line)
    {
        this.line = line;
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new("cmd", ["/c", line]) : new("sh", ["-c", $"exec {line}"]);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (SettingDefinition setting in SettingsCatalog.Harness.Where(setting => setting.Name != "BROWSER_PATH"))
        {
            start.Environment.Remove(setting.Name);
        }

        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        process = new() { StartInfo = start };
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has said so far, in whichever way.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public static ShellCommand Start(string folder, IReadOnlyDictionary<string, string?> environment, string line) =>
        new(folder, environment, line);

    public static async Task<ShellCommand> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, string line)
    {
        ShellCommand command = new(folder, environment, line);
        await command.EndAsync();
        return command;
    }

    public async Task EndAsync()
    {
        using CancellationTokenSource overdue = new(Limit, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(overdue.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{line}: not ended after {Limit.TotalMinutes} min\n{Output}", late);
        }
    }

    /// <summary>What a machine that shuts down does. Not on Windows.</summary>
    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public ShellCommand AssertExit(int exitCode)
    {
        Assert.True(process.ExitCode == exitCode, $"{line}: exit code {process.ExitCode} instead of {exitCode}\n{Output}");
        return this;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private void Add(object sender, DataReceivedEventArgs said)
    {
        lock (output)
        {
            output.Append(said.Data).Append(said.Data is null ? "" : "\n");
        }
    }
}
