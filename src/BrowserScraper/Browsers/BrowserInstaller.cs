using System.Diagnostics;
using System.Runtime.InteropServices;
using BrowserScraper.Machine;

namespace BrowserScraper.Browsers;

/// <summary>
/// Gets a browser onto the machine: by Playwright's installer, else, as root on Debian or Ubuntu, by apt-get.
/// Each step is told in one line.
/// </summary>
internal sealed class BrowserInstaller(Action<string> tell, TimeProvider time)
{
    private const string AptPackage = "chromium-headless-shell";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public async Task<bool> InstallAsync(bool headless, CancellationToken stopping)
    {
        tell("BROWSER: none found; installing Playwright's Chromium (about 100 MB)");
        string[] install = ["install", .. headless ? (string[])["--only-shell"] : ["--no-shell"], "chromium"];
        if (DriverCommand() is not ({ } node, { } script))
        {
            tell("BROWSER: Playwright's driver is missing beside the program; build it again");
        }
        else if (await RunAsync(node, [script, .. install], stopping) is { } failure)
        {
            tell($"BROWSER: Playwright's installer did not succeed ({failure})");
        }
        else
        {
            return true;
        }

        return await InstallByAptAsync(headless ? AptPackage : "chromium", stopping);
    }

    private async Task<bool> InstallByAptAsync(string package, CancellationToken stopping)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/apt-get"))
        {
            return false;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            tell($"BROWSER: apt-get needs root; run: sudo apt-get install {package}");
            return false;
        }

        tell($"BROWSER: installing the Debian package {package} with apt-get");
        string? failure = await RunAsync("/usr/bin/apt-get", ["-q", "update"], stopping)
            ?? await RunAsync("/usr/bin/apt-get", ["-q", "-y", "--no-install-recommends", "install", package], stopping);
        if (failure is not null)
        {
            tell($"BROWSER: apt-get did not succeed ({failure})");
        }

        return failure is null;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Null where it succeeded, else the last line that tells why it did not.</returns>
    private async Task<string?> RunAsync(string command, string[] arguments, CancellationToken stopping)
    {
        ProcessStartInfo start = new(
            command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        ChosenEnvironment.Choose(start.Environment);
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using CancellationTokenSource overdue = new(Limit, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stopping, overdue.Token);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(end.Token);
            string errors = await process.StandardError.ReadToEndAsync(end.Token);
            string text = await output + errors;
            await process.WaitForExitAsync(end.Token);
            return process.ExitCode == 0 ? null : Complaint(text) ?? $"exit code {process.ExitCode}";
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return $"no end after {Limit.TotalMinutes:0} minutes";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string? Complaint(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(
            line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("E:", StringComparison.Ordinal))
            ?? lines.LastOrDefault();
    }

    // Microsoft.Playwright puts its driver beside the program under .playwright; its own Program.Main would write to our stdout.
    private static (string? Node, string? Script) DriverCommand()
    {
        string root = Path.Combine(AppContext.BaseDirectory, ".playwright");
        string nodes = Path.Combine(root, "node");
        string name = OperatingSystem.IsWindows() ? "node.exe" : "node";
        string architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string? node = Directory.Exists(nodes)
            ? Directory.EnumerateFiles(nodes, name, SearchOption.AllDirectories)
                .OrderByDescending(path => path.Contains(architecture, StringComparison.Ordinal)).FirstOrDefault()
            : null;
        string script = Path.Combine(root, "package", "cli.js");
        return File.Exists(script) ? (node, script) : (null, null);
    }
}
