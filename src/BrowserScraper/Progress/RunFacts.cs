namespace BrowserScraper.Progress;

/// <summary>
/// What was known when a run began; its <c>run.json</c>. The number is its place among the runs of the job; earlier programs have given
/// none.
/// </summary>
internal sealed record RunFacts(
    string Job, string Run, string Site, DateTimeOffset StartedAt, int ProcessId, IReadOnlyDictionary<string, string> Settings,
    int? Number = null)
{
    public const string FileName = "run.json";

    /// <returns>Null where there is none that can be read.</returns>
    public static RunFacts? Read(string runFolder) => RunJson.ReadOrNull<RunFacts>(Path.Combine(runFolder, FileName));
}
