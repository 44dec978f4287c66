namespace BrowserScraper.Server.Jobs;

/// <summary>How <c>jobs.json</c> spells what code has names for. Renaming one in code changes no file.</summary>
internal static class StoredJobNames
{
    private static readonly Dictionary<Wanted, string> Wishes = new()
    {
        [Wanted.Ended] = "ended",
        [Wanted.Running] = "running",
        [Wanted.Paused] = "paused",
    };

    private static readonly Dictionary<JobState, string> States = new()
    {
        [JobState.Queued] = "queued",
        [JobState.Starting] = "starting",
        [JobState.Running] = "running",
        [JobState.Pausing] = "pausing",
        [JobState.Paused] = "paused",
        [JobState.Stopping] = "stopping",
        [JobState.Done] = "done",
        [JobState.Failed] = "failed",
        [JobState.Cancelled] = "cancelled",
        [JobState.Interrupted] = "interrupted",
        [JobState.Held] = "held",
    };

    public static string Of(Wanted wanted) => Wishes[wanted];

    public static string Of(JobState state) => States[state];

    /// <summary>A wish that a later program has added begins nothing.</summary>
    public static Wanted WantedOf(string? name) => Wishes.FirstOrDefault(each => each.Value == name, new(Wanted.Ended, "")).Key;

    /// <summary>A state that a later program has added can be resumed.</summary>
    public static JobState StateOf(string? name) => States.FirstOrDefault(each => each.Value == name, new(JobState.Interrupted, "")).Key;
}
