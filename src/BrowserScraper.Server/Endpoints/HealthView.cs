using BrowserScraper.Health;

namespace BrowserScraper.Server.Endpoints;

/// <summary>How one source has done over all runs.</summary>
internal sealed record HealthView(
    string Source, string State, int Runs, int Succeeded, double SuccessPercent, double P50Seconds, double P95Seconds,
    DateTimeOffset? LastSuccess, string? LastError, DateTimeOffset? LastErrorAt, int FailuresInARow, DateTimeOffset? PausedUntil)
{
    public static HealthView Of(SourceHealth source, DateTimeOffset now) => new(
        source.Source, source.StateAt(now), source.Runs, source.Succeeded, Math.Round(source.SuccessPercent, 1), source.P50Seconds,
        source.P95Seconds,
        source.LastSuccess, source.LastError, source.LastErrorAt, source.FailuresInARow, source.PausedUntil);
}
