namespace BrowserScraper.Postgres;

/// <summary>Which run a machine works in.</summary>
/// <param name="Job">The job's number.</param>
/// <param name="Run">The run's number in the job.</param>
/// <param name="Machine">The number of this process among all that ever worked.</param>
internal sealed record JobPlace(long Job, int Run, long Machine)
{
    /// <summary>How long the run had been at work when the machine joined it.</summary>
    public TimeSpan Age { get; init; }
}
