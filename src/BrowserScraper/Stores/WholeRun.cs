using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>All that a store which machines share knows of a job's last run, for its report.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Site">Which site it is of.</param>
/// <param name="Number">The run's place among those of the job.</param>
internal sealed record WholeRun(string Job, string Site, int Number)
{
    /// <summary>The most items that are told of as given up; the numbers count all.</summary>
    public const int MostFailed = 10_000;

    /// <summary>Where its machines leave what they tell of it; null where FILES_DIR is not set here.</summary>
    public string? Folder { get; init; }

    /// <summary>By the store's clock, as all times here.</summary>
    public DateTimeOffset Begun { get; init; }

    /// <summary>Null as long as the last of its machines has not left.</summary>
    public DateTimeOffset? Ended { get; init; }

    public DateTimeOffset Now { get; init; }

    /// <summary>When it has done an item last; null where it has done none.</summary>
    public DateTimeOffset? LastDone { get; init; }

    /// <summary>Somebody has ended it for all of its machines; null where nobody has.</summary>
    public (StopReason Reason, string Message)? Order { get; init; }

    /// <summary>Its items, by their states.</summary>
    public IReadOnlyDictionary<ItemState, int> OfRun { get; init; } = new Dictionary<ItemState, int>();

    /// <summary>All items of the job, by their states.</summary>
    public IReadOnlyDictionary<ItemState, int> OfJob { get; init; } = new Dictionary<ItemState, int>();

    /// <summary>What it has given up.</summary>
    public IReadOnlyList<ItemRecord> Failed { get; init; } = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<MachineView> Machines { get; init; } = [];
}
