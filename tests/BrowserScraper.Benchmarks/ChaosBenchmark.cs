using System.Diagnostics;

namespace BrowserScraper.Benchmarks;

/// <summary>The chaos command at its full length: 300 vehicles, 100 disturbances of every kind that this machine has.</summary>
internal static class ChaosBenchmark
{
    public static async Task<bool> RunAsync()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Cli.dll");
        using Process chaos = Process.Start("dotnet", [program, "chaos", "--items", "300", "--kills", "100", "--seed", "1"]);
        await chaos.WaitForExitAsync();
        return chaos.ExitCode == 0;
    }
}
