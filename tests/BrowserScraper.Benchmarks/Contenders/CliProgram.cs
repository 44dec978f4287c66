using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>A build of the command line.</summary>
/// <param name="Path">A .dll, which dotnet runs, or a program that runs by itself.</param>
/// <param name="Description">How it came about, for the notes.</param>
internal sealed record CliProgram(string Path, string Description)
{
    private static readonly CliProgram? Named = Environment.GetEnvironmentVariable("BENCHMARK_CLI") is { } path
        ? new(path, "BENCHMARK_CLI") : null;

    /// <summary>The one that BENCHMARK_CLI names, else the one that was built with this program.</summary>
    public static CliProgram Built { get; } = Named
        ?? new(System.IO.Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll"), "as dotnet run starts it");

    /// <summary>The one that BENCHMARK_CLI names, else one that is published now, compiled beforehand and with .NET in it.</summary>
    /// <param name="folder">Where it is put.</param>
    /// <exception cref="InvalidOperationException">It does not build.</exception>
    public static async Task<CliProgram> PublishedAsync(string folder)
    {
        if (Named is not null)
        {
            return Named;
        }

        // No build node stays behind that would be measured, too.
        string[] publish =
            ["publish", "src/BrowserScraper.Cli", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained",
            "-nodeReuse:false"];
        Console.WriteLine($"  dotnet {string.Join(' ', publish)}");
        using Process dotnet =
            Process.Start(
                new ProcessStartInfo("dotnet", [.. publish, "-o", folder])
                    { RedirectStandardOutput = true, WorkingDirectory = Repository.Path() })!;
        string said = await dotnet.StandardOutput.ReadToEndAsync();
        await dotnet.WaitForExitAsync();
        return dotnet.ExitCode == 0
            ? new(System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? "BrowserScraper.Cli.exe" : "BrowserScraper.Cli"),
                $"dotnet {string.Join(' ', publish[..^1])}")
            : throw new InvalidOperationException($"dotnet {string.Join(' ', publish)} ended with exit code {dotnet.ExitCode}:\n{said}");
    }

    public ProcessStartInfo StartInfo(params string[] arguments) =>
        System.IO.Path.GetExtension(Path) == ".dll" ? new("dotnet", [Path, .. arguments]) : new(Path, arguments);
}
