namespace BrowserScraper.Server.Settings;

/// <summary>Some of the settings; what is null stays as it is.</summary>
internal sealed record SettingsChange
{
    public const int MostWorkers = 64;

    private const int MostRetries = 100;
    private const double LargestFactor = 100;

    public int? MaxWorkers { get; init; }

    public bool? AutoPages { get; init; }

    public int? MaxRetries { get; init; }

    public double? BackoffFactor { get; init; }

    public string? OutputDir { get; init; }

    /// <summary>The operator has stopped the workers.</summary>
    public bool? WorkersStopped { get; init; }

    /// <summary>Everything that is wrong, one line each.</summary>
    public static IReadOnlyList<string> Problems(SettingsChange change)
    {
        List<string> problems = [];
        if (change.MaxWorkers is < 1 or > MostWorkers)
        {
            problems.Add($"max_workers={change.MaxWorkers}: must be a whole number from 1 to {MostWorkers}");
        }

        if (change.MaxRetries is < 0 or > MostRetries)
        {
            problems.Add($"max_retries={change.MaxRetries}: must be a whole number from 0 to {MostRetries}");
        }

        if (change.BackoffFactor is not null and not (>= 1 and <= LargestFactor))
        {
            problems.Add($"backoff_factor={change.BackoffFactor}: must be a number from 1 to {LargestFactor}");
        }

        if (change.OutputDir is { } folder && (folder.Trim().Length == 0 || folder.Any(char.IsControl)))
        {
            problems.Add("output_dir: must be the path of a folder");
        }

        return problems;
    }
}
