using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Storage;

namespace BrowserScraper.Reports;

/// <summary>A run's <c>report.html</c>: one file that needs nothing else, and links to the evidence beside it.</summary>
internal static class ReportFile
{
    private const string Name = "report.html";

    /// <summary>Where a run has it, once it has ended.</summary>
    public static string PathIn(string runFolder) => Path.Combine(runFolder, Name);

    /// <summary>Writes it again from what the run has left in its folder.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="RunStopException">There is nothing to write it from.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static string Rewrite(string runFolder)
    {
        RecordedRun run = RecordedRun.Read(runFolder);
        return Write(runFolder, run.Report, run.Timeline);
    }

    internal static string Write(string runFolder, RunReport report, RunTimeline timeline)
    {
        string path = PathIn(runFolder);
        byte[] page = Encoding.UTF8.GetBytes(ReportPage.Render(report, timeline, new ReportEvidence(runFolder)));
        DurableFile.Replace(path, file => file.Write(page));
        return path;
    }
}
