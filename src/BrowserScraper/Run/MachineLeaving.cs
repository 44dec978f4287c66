using BrowserScraper.Items;
using BrowserScraper.Reports;
using BrowserScraper.Storage;
using BrowserScraper.Stores;

namespace BrowserScraper.Run;

/// <summary>
/// Leaves what this machine tells of its part in a run where whoever wants the whole finds it, and writes the report of the whole.
/// </summary>
internal static class MachineLeaving
{
    private const int KeptRuns = 10;

    /// <summary>Does nothing where the job has one machine. What cannot be written is told, and harms nothing else.</summary>
    /// <param name="job">The job.</param>
    /// <param name="runFolder">The run's own folder on this machine, with its report.</param>
    /// <param name="othersGoOn">The last of them writes the report.</param>
    /// <param name="tell">Told where it fails.</param>
    public static async Task LeaveAsync(IJobSession job, string runFolder, bool othersGoOn, Action<string> tell)
    {
        if (job.LeavingFolder is not { } folder)
        {
            return;
        }

        try
        {
            if (await job.WholeRunAsync() is not { } stand)
            {
                return; // the job was deleted: nothing of it may come back
            }

            MachineFiles.Leave(runFolder, folder);
            DropOldRuns(Path.GetDirectoryName(stand.Folder!)!, stand.Number);
            if (!othersGoOn)
            {
                MergedRun.Write(stand);
            }
        }
        catch (Exception refused) when (StorageFault.Is(refused) || refused is RunStopException)
        {
            tell($"REPORT: what this machine tells of the run could not be left for all in {folder} ({refused.Message.TrimEnd('.')})");
        }
    }

    private static void DropOldRuns(string runs, int number)
    {
        foreach (string old in Directory.GetDirectories(runs))
        {
            if (int.TryParse(Path.GetFileName(old), out int run) && run <= number - KeptRuns)
            {
                Directory.Delete(old, recursive: true);
            }
        }
    }
}
