using System.IO.Compression;
using System.Text.Json;
using BrowserScraper.Progress;
using BrowserScraper.Storage;

namespace BrowserScraper.Reports;

/// <summary>
/// What a machine leaves of its part in a run, in a folder that all machines share: its report, and its events where they are not too
/// many. Both are as they stand in the run's own folder, without secrets.
/// </summary>
internal static class MachineFiles
{
    /// <summary>Events of more bytes stay with their machine: some 100,000 items.</summary>
    internal const long MostBytes = 100_000_000;

    private const string Events = $"{EventsFile.Name}.gz";

    /// <summary>Where a machine leaves what it tells.</summary>
    /// <param name="run">The run's folder in the one that all machines share.</param>
    /// <param name="machine">The machine's number.</param>
    public static string FolderOf(string run, long machine) => Path.Combine(run, $"{machine}");

    /// <summary>A machine has left something.</summary>
    public static bool AreIn(string folder) => File.Exists(Path.Combine(folder, RunReport.FileName));

    /// <param name="runFolder">The run's own folder on this machine.</param>
    /// <param name="folder">Where they go; it need not be there.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Leave(string runFolder, string folder)
    {
        Directory.CreateDirectory(folder);
        FileInfo events = new(Path.Combine(runFolder, EventsFile.Name));
        if (events.Exists && events.Length <= MostBytes)
        {
            DurableFile.Replace(Path.Combine(folder, Events), file =>
            {
                using GZipStream packed = new(file, CompressionLevel.Fastest, leaveOpen: true);
                using FileStream read = new(events.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                read.CopyTo(packed);
            });
        }

        byte[] report = File.ReadAllBytes(RecordedRun.ReportPathIn(runFolder));
        DurableFile.Replace(RecordedRun.ReportPathIn(folder), file => file.Write(report)); // last: with it, all is there
    }

    /// <summary>The report; null where there is none that can be read.</summary>
    public static RunReport? ReportIn(string folder)
    {
        try
        {
            return RecordedRun.ReportOf(folder);
        }
        catch (Exception unreadable) when (unreadable is JsonException || StorageFault.Is(unreadable))
        {
            return null;
        }
    }

    /// <summary>The events, in order; null where there are none.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static IEnumerable<RunEvent>? EventsIn(string folder) =>
        File.Exists(Path.Combine(folder, Events)) ? Unpacked(Path.Combine(folder, Events)) : null;

    private static IEnumerable<RunEvent> Unpacked(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using GZipStream events = new(file, CompressionMode.Decompress);
        foreach (RunEvent happened in RecordedEvents.Read(events))
        {
            yield return happened;
        }
    }
}
