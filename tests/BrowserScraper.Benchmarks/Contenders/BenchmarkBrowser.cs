using BrowserScraper.Browsers;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>The one browser that everybody starts.</summary>
internal static class BenchmarkBrowser
{
    /// <summary>BROWSER_PATH, else the first that is installed.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("BROWSER_PATH")
        ?? BrowserFinder.Installed(headless: true).FirstOrDefault()?.Path
        ?? throw new InvalidOperationException("no browser on PATH; set BROWSER_PATH to one");

    /// <summary>Chromium refuses to run sandboxed as root.</summary>
    public static bool MaySandbox { get; } = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess);
}
