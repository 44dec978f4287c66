using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Commands;

/// <summary><c>jobs cleanup</c>: ends what is stuck, and marks what has ended without a word.</summary>
internal static class CleanupCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Option<TimeSpan> olderThan =
            DurationOption.Create(
                "--older-than", "a run that lives and has got no further for so long is ended, such as 90s, 10m or 2h; default: 10m",
                JobInspection.StuckAfter);
        Command command =
            new("cleanup", "Mark runs that were killed as ended, and end those that are stuck; both can be resumed")
                { olderThan, options.Data, options.Store };
        command.SetAction(
            (parsed, stopping) =>
                CleanAsync(consoles, options.StoreOf(parsed), parsed.GetValue(olderThan),
                TimeProvider.System, stopping));
        return command;
    }

    internal static async Task<int> CleanAsync(
        ConsoleSet consoles, IJobCatalog store, TimeSpan olderThan, TimeProvider time, CancellationToken stopping)
    {
        IReadOnlyList<JobInspection> jobs = await JobChoice.SightsAsync(store);
        int marked = 0;
        int left = 0;
        foreach (JobInspection sight in jobs)
        {
            DateTimeOffset now = time.GetUtcNow();
            JobWords words = new(now, olderThan);
            IReadOnlyList<LostRun>? lost = sight.StateAt(now, olderThan) == JobStanding.Stuck
                ? await EndAsync(sight, $"no progress for {JobWords.Age(sight.Quiet(now)!.Value)}", time, stopping)
                : Marked(sight.Job);
            marked += lost?.Count ?? 0;
            left += lost is null ? 1 : 0;
            foreach (LostRun run in lost ?? [])
            {
                consoles.Line(
                    OneLine.Of($"MARKED: {sight.Job.Job}: {run.Reason} (run {run.Run}; {run.How}); go on with: resume {sight.Job.Job} "
                        + store.Option));
            }

            if (lost is null)
            {
                consoles.Line(
                    OneLine.Of($"LEFT ALONE: {sight.Job.Job}: {words.Of(sight)}; its {sight.Job.Holder} cannot be ended from here"));
            }
        }

        consoles.Line(
            marked + left == 0
            ? $"NOTHING TO CLEAN UP: no run in {store.Place} is stuck or was killed"
            : $"CLEANED UP: {marked} {(marked == 1 ? "run" : "runs")} marked");
        return left == 0 ? ExitCode.Done : ExitCode.Failures;
    }

    private static async Task<IReadOnlyList<LostRun>?> EndAsync(
        JobInspection sight, string why, TimeProvider time, CancellationToken stopping) =>
        await new StuckRun(sight, StuckRun.Patience, time).EndAsync(why, stopping) is { } run ? [run] : null;

    private static IReadOnlyList<LostRun> Marked(JobSummary job)
    {
        try
        {
            return LostRuns.Mark(job);
        }
        catch (JobHeldException)
        {
            return []; // at work, and not stuck: by now it marks itself what was there
        }
        catch (CheckpointException refused)
        {
            throw new RunStopException(StopReason.MachineLacks, refused.Message, refused);
        }
    }
}
