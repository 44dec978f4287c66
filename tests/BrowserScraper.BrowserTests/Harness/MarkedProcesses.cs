using System.Text;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>
/// Every living process that was started with a certain variable in its environment, whoever its parent is by now. Linux only.
/// </summary>
internal sealed class MarkedProcesses
{
    public const string Variable = "BROWSER_SCRAPER_TEST";

    public string Mark { get; } = Guid.NewGuid().ToString("n");

    public IReadOnlyList<string> Alive()
    {
        byte[] wanted = Encoding.ASCII.GetBytes($"{Variable}={Mark}");
        return [.. from folder in Directory.EnumerateDirectories("/proc")
                   where char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Read(folder, "environ").AsSpan().IndexOf(wanted) >= 0
                   select $"{Path.GetFileName(folder)} {Encoding.UTF8.GetString(Read(folder, "comm")).Trim()}"];
    }

    public Task AllGoneAsync() => Until.TrueAsync(() => Alive().Count == 0, "the end of every process that the run has started");

    private static byte[] Read(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // it has just ended, or is not ours to look at
        }
    }
}
