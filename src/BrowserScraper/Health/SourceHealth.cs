using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Progress;

namespace BrowserScraper.Health;

/// <summary>How a source has done, over all runs of its script.</summary>
internal sealed record SourceHealth
{
    /// <summary>So often running a source may fail before it is skipped for a while.</summary>
    public const int MostFailures = 5;

    private const int MostSeconds = 100;
    private const int LongestError = 300;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    public required string Source { get; init; }

    /// <summary>In which it got to its end, well or not.</summary>
    public int Runs { get; init; }

    public int Succeeded { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>It is skipped until then; null where it is not, or its pause is over and it was tried with success.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>How long the last runs took, oldest first.</summary>
    public IReadOnlyList<double> Seconds { get; init; } = [];

    /// <summary>Members that a later program has added; they are written back.</summary>
    [JsonInclude, JsonExtensionData]
    internal IDictionary<string, JsonElement>? Further { get; init; }

    [JsonIgnore]
    public double SuccessPercent => Runs == 0 ? 0 : 100.0 * Succeeded / Runs;

    [JsonIgnore]
    public double P50Seconds => Percentile(0.5);

    [JsonIgnore]
    public double P95Seconds => Percentile(0.95);

    /// <summary><c>ok</c>, <c>failing 3x</c>, or until when it is paused.</summary>
    public string StateAt(DateTimeOffset now) => this switch
    {
        { PausedUntil: { } until } when until > now => $"paused until {Time(until < now + LongestPause ? until : now + LongestPause)}",
        { FailuresInARow: > 0 } => $"failing {FailuresInARow}x",
        _ => "ok",
    };

    internal static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How long a source is skipped after so many failures running; zero for not at all.</summary>
    /// <param name="failures">Failures running.</param>
    /// <param name="first">The first pause, from SOURCE_PAUSE; each further failure doubles it.</param>
    internal static TimeSpan PauseAfter(int failures, TimeSpan first) => failures < MostFailures
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, first.TotalSeconds * Math.Pow(2, failures - MostFailures)));

    /// <summary>The same, paused no longer than its failures can bring.</summary>
    /// <param name="first">From SOURCE_PAUSE; null or zero where it is not known.</param>
    /// <param name="now">The time.</param>
    internal SourceHealth Bounded(TimeSpan? first, DateTimeOffset now)
    {
        TimeSpan longest = first is { } pause && pause > TimeSpan.Zero
            ? PauseAfter(Math.Max(FailuresInARow, MostFailures), pause) : LongestPause;
        return PausedUntil > now + longest ? this with { PausedUntil = now + longest } : this;
    }

    /// <summary>
    /// Counts what it has given in one more run. One that was stopped before the source got to its end counts as nothing.
    /// </summary>
    internal SourceHealth After(SourceResult result, TimeSpan pause, DateTimeOffset now)
    {
        bool hasGiven = result.Files + result.Duplicates > 0;
        if (!hasGiven && (result.TimedOut || result.Failed > 0))
        {
            int failures = FailuresInARow + 1;
            TimeSpan skip = PauseAfter(failures, pause);
            return Counted(result, now) with { FailuresInARow = failures, PausedUntil = skip > TimeSpan.Zero ? now + skip : null };
        }

        bool isStopped = result.Left > 0 && !result.TimedOut;
        return isStopped || result.Done + result.Skipped + result.Failed == 0
            ? this
            : Counted(result, now) with { Succeeded = Succeeded + 1, FailuresInARow = 0, LastSuccess = now, PausedUntil = null };
    }

    private SourceHealth Counted(SourceResult result, DateTimeOffset now)
    {
        string? error = result.LastError ?? (result.TimedOut ? "its time was up (SOURCE_TIMEOUT)" : null);
        return this with
        {
            Runs = Runs + 1,
            LastError = error is { Length: > LongestError } ? error[..LongestError] : error ?? LastError,
            LastErrorAt = error is null ? LastErrorAt : now,
            Seconds = [.. Seconds.Append(result.Seconds).TakeLast(MostSeconds)],
        };
    }

    private double Percentile(double share)
    {
        double[] sorted = [.. Seconds.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
