namespace BrowserScraper.Progress;

/// <summary>What a run was at when it was last heard of; written every few seconds while it lasts.</summary>
/// <param name="At">When it was written: the process was alive then.</param>
/// <param name="ProgressAt">When an item was last found, began or ended.</param>
/// <param name="Sources">The sources at work; none where the script has but one.</param>
/// <param name="Items">The keys of the items in work.</param>
internal sealed record Heartbeat(DateTimeOffset At, DateTimeOffset ProgressAt, IReadOnlyList<string> Sources, IReadOnlyList<string> Items)
{
    public const string FileName = "heartbeat.json";

    private const int MostNames = 3;

    /// <summary>What it was on, for people; empty where nothing was in work.</summary>
    public string On => Named(Sources.Count > 0 ? Sources : Items);

    public static Heartbeat Of(RunStatus status, DateTimeOffset at) => new(
        at,
        status.ProgressAt ?? at,
        [.. status.WorkingSources.Where(source => source != status.Job && !status.Job.StartsWith($"{source}/", StringComparison.Ordinal))],
        [.. status.Pages.Select(page => page.Item).OfType<string>()]);

    /// <returns>Null where there is none that can be read.</returns>
    public static Heartbeat? Read(string runFolder) => RunJson.ReadOrNull<Heartbeat>(Path.Combine(runFolder, FileName));

    private static string Named(IReadOnlyList<string> names) => names.Count > MostNames
        ? $"{string.Join(", ", names.Take(MostNames - 1))} and {names.Count - MostNames + 1} more"
        : string.Join(", ", names);
}
