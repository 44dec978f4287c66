using BrowserScraper.Testing.Reports;
using Microsoft.Playwright;

namespace BrowserScraper.Benchmarks.Stations;

/// <summary>
/// The report of 2,000 vehicles, 100 of them given up with a screenshot each: its size, and how soon it is there when opened from disk.
/// </summary>
internal static class ReportBenchmark
{
    private const int Vehicles = 2000;
    private const int Failed = 100;
    private const int Openings = 9;
    private const double MostMilliseconds = 1000;

    private const string Row = "2,000 vehicles, 100 of them failed";
    private const string Loaded = "loaded and painted from disk, ms";
    private const string Timing =
        "() => [performance.getEntriesByType('navigation')[0].loadEventEnd, "
            + "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN]";

    public static async Task RunAsync(ResultBook book)
    {
        using Scratch scratch = new();
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BenchmarkBrowser.Path,
            ChromiumSandbox = BenchmarkBrowser.MaySandbox,
        });
        long started = TimeProvider.System.GetTimestamp();
        IReadOnlyList<string> failed = InventedRun.Write(scratch.Path, Vehicles, Failed, await PictureAsync(browser));
        string report = Path.Combine(scratch.Path, "report.html");
        book.Add(Row, "written in, ms", TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        book.Add(Row, "report.html, KB", new FileInfo(report).Length / 1024.0);
        for (int opening = 0; opening < Openings; opening++)
        {
            book.Add(Row, Loaded, await OpenAsync(browser, report));
        }

        string html = await File.ReadAllTextAsync(report);
        int shown = failed.Count(key => html.Contains($"<code>{key}</code>", StringComparison.Ordinal));
        book.Below($"slowest of {Openings} openings, ms", book.Values(Row, Loaded).Max(), MostMilliseconds);
        book.Exactly("failed items shown", shown, Failed);
    }

    /// <returns>Milliseconds until it was loaded and something of it was on the screen, whichever came last.</returns>
    private static async Task<double> OpenAsync(IBrowser browser, string report)
    {
        await using IBrowserContext context = await browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(report).AbsoluteUri);
        await page.ScreenshotAsync(); // nothing is painted before somebody looks
        double[] milliseconds = await page.EvaluateAsync<double[]>(Timing);
        return milliseconds.Max();
    }

    private static async Task<byte[]> PictureAsync(IBrowser browser)
    {
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 720 } });
        await page.SetContentAsync(
            "<h1>2016 Solvane Corona EV AWD</h1><p>There is no sticker.</p><table border>"
            + string.Concat(Enumerable.Range(0, 40).Select(row => $"<tr><td>{row}<td>Stock<td>LM{row * 7919}")) + "</table>");
        return await page.ScreenshotAsync();
    }
}
