namespace BrowserScraper.Stores;

/// <summary>How a job's last run stands on its machines, at one moment of the store's clock.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="At">That moment.</param>
internal sealed record RunStand(string Job, DateTimeOffset At)
{
    /// <summary>Who works in it, or did, in the order in which they came.</summary>
    public IReadOnlyList<MachineView> Machines { get; init; } = [];

    /// <summary>When it began.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>Somebody wants it to pause.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Somebody wants it to end.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Items are in work.</summary>
    public bool HasItemsInWork { get; init; }

    /// <summary>The site's list was read to its end.</summary>
    public bool ListIsRead { get; init; }

    /// <summary>What the job is about, where that is a setting of the script; else null.</summary>
    public string? Request { get; init; }

    /// <summary>Somebody works on it.</summary>
    public bool IsAtWork => Machines.Any(machine => machine.IsAtWork);

    /// <summary>Items an hour, of those that are at work.</summary>
    public double PerHour => 60 * Machines.Where(machine => machine.IsAtWork).Sum(machine => machine.PerMinute ?? 0);
}
