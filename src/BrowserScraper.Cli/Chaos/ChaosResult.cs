namespace BrowserScraper.Cli.Chaos;

/// <summary>How a job came through.</summary>
/// <param name="Planned">How many disturbances were meant.</param>
/// <param name="Strikes">Those that took place.</param>
/// <param name="Findings">What is wrong on the disk.</param>
/// <param name="Starts">How often the job was started, the last undisturbed run included.</param>
/// <param name="Items">How many items the portal has.</param>
/// <param name="FilesServed">How many files it has sent whole.</param>
/// <param name="LeftBehind">Processes that still lived at the end and had to be ended.</param>
/// <param name="Took">All in all.</param>
internal sealed record ChaosResult(
    int Planned, IReadOnlyList<Strike> Strikes, Findings Findings, int Starts, int Items, int FilesServed, int LeftBehind, TimeSpan Took)
{
    /// <summary>After what time a machine is dead, where several have worked; else null.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>How long it took until items of lost machines were back in the queue.</summary>
    public IReadOnlyList<TimeSpan> Returned { get; init; } = [];

    /// <summary>Files sent once more to machines that had been taken for dead and had not noticed.</summary>
    public int SentLate { get; init; }

    public IEnumerable<Strike> GaveUp => Strikes.Where(strike => strike.GaveUp is not null);

    public bool Holds => Findings.AreNone && !GaveUp.Any() && Strikes.Count == Planned;
}
