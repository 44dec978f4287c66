using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>PowerShell, installed as a .NET tool by whoever needs it first, and kept on this machine for later runs.</summary>
public sealed class PowerShellOnMachine : IAsyncLifetime
{
    private const string Version = "7.6.9";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly string Home = System.IO.Path.Combine(UserFolder(), "BrowserScraper", "tests", $"powershell-{Version}");
    private static readonly string Complete = System.IO.Path.Combine(Home, "complete");

    /// <summary>The repository's run.ps1.</summary>
    public static string Script { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", "..", "run.ps1"));

    public static string Path { get; } = System.IO.Path.Combine(Home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Home)!);
        await using FileStream alone = await LockAsync(Home + ".lock");
        if (File.Exists(Complete))
        {
            return;
        }

        if (Directory.Exists(Home))
        {
            Directory.Delete(Home, recursive: true); // an install that was broken off
        }

        await InstallAsync();
        await File.WriteAllTextAsync(Complete, "");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task InstallAsync()
    {
        ProcessStartInfo start = new("dotnet", ["tool", "install", "PowerShell", "--version", Version, "--tool-path", Home])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using CancellationTokenSource overdue = new(InstallLimit, TimeProvider.System);
        using Process install = Process.Start(start)!;
        try
        {
            Task<string> output = install.StandardOutput.ReadToEndAsync(overdue.Token);
            Task<string> error = install.StandardError.ReadToEndAsync(overdue.Token);
            await install.WaitForExitAsync(overdue.Token);
            Assert.True(install.ExitCode == 0,
                $"PowerShell {Version} could not be installed as a .NET tool; is the package feed "
                    + $"reachable?\n{await output}\n{await error}");
        }
        catch (OperationCanceledException late)
        {
            install.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"PowerShell {Version} was not installed as a .NET tool within {InstallLimit.TotalMinutes} min; is the package feed "
                    + "reachable?", late);
        }
    }

    /// <summary>Another test process that installs it has the file; it is waited for.</summary>
    private static async Task<FileStream> LockAsync(string path)
    {
        FileStream? held = null;
        await Until.TrueAsync(
            () => (held = TryLock(path)) is not null, $"the end of another process that installs PowerShell, and holds {path}");
        return held!;
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string UserFolder() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
        is { Length: > 0 } folder
        ? folder
        : System.IO.Path.GetTempPath();

    private static string Here([CallerFilePath] string here = "") => System.IO.Path.GetDirectoryName(here)!;
}
