using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace BrowserScraper.Benchmarks.Results;

/// <summary>Where and with what was measured.</summary>
internal static class Surroundings
{
    public static IReadOnlyDictionary<string, string> Machine { get; } = new Dictionary<string, string>
    {
        ["cores"] = $"{Environment.ProcessorCount}",
        ["processor"] = Line("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        ["memory"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):0} GB",
        ["system"] = Line("/etc/os-release", "PRETTY_NAME")?.Split('=')[1].Trim('"') ?? RuntimeInformation.OSDescription,
    };

    /// <summary>Of what is on the machine, and of the peers as they are pinned.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>(Peers())
    {
        [".NET"] = Environment.Version.ToString(),
        ["Playwright for .NET"] = PackageVersion("Microsoft.Playwright"),
        ["browser"] = Said(BenchmarkBrowser.Path, "--version") ?? "unknown",
        ["Node"] = Said("node", "--version") ?? "none",
    };

    /// <summary>Processes that wanted a core, over the last minute; null where the system does not tell.</summary>
    public static double? Load =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static Dictionary<string, string> Peers()
    {
        using JsonDocument package = JsonDocument.Parse(File.ReadAllText(PeerInstall.Path("package.json")));
        return package.RootElement.GetProperty("dependencies").EnumerateObject()
            .ToDictionary(each => each.Name, each => each.Value.GetString()!);
    }

    // The assembly itself says 1.0.0.
    private static string PackageVersion(string package)
    {
        using JsonDocument built = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BrowserScraper.Benchmarks.deps.json")));
        return built.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/'))
            .First(name => name[0] == package)[1];
    }

    private static string? Line(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;

    private static string? Said(string program, string argument)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string said = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // it is not installed
        }
    }
}
