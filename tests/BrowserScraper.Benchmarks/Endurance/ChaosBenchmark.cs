using System.Diagnostics;

namespace BrowserScraper.Benchmarks.Endurance;

/// <summary>The chaos command at its full length: 300 vehicles, 100 disturbances of every kind that this machine has.</summary>
internal static class ChaosBenchmark
{
    public static async Task RunAsync(ResultBook book)
    {
        using Process chaos = Process.Start(CliProgram.Built.StartInfo("chaos", "--items", "300", "--kills", "100", "--seed", "1"))!;
        await chaos.WaitForExitAsync();
        book.Exactly("exit code of chaos with 300 vehicles and 100 disturbances: nothing lost, repeated, half or wrong", chaos.ExitCode, 0);
    }
}
