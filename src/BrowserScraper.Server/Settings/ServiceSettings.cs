namespace BrowserScraper.Server.Settings;

/// <summary>What can be changed while the service runs.</summary>
/// <param name="MaxWorkers">Pages that work at the same time, over all jobs: 1 to 64.</param>
/// <param name="MaxRetries">Further attempts after one that failed: 0 to 100.</param>
/// <param name="BackoffFactor">The pause before attempt n+1 is this to the power of n, in seconds: 1 to 100.</param>
/// <param name="OutputDir">The folder in which the jobs are.</param>
public sealed record ServiceSettings(int MaxWorkers, int MaxRetries, double BackoffFactor, string OutputDir)
{
    /// <summary>
    /// Each job finds the number of its pages by itself, within its share of the workers, where its order or profile names no number.
    /// </summary>
    public bool AutoPages { get; init; }
}
