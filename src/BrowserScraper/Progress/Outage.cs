namespace BrowserScraper.Progress;

/// <summary>A time in which a host did not answer.</summary>
/// <param name="Host">The host, with its port.</param>
/// <param name="Why">How it failed when it was found away.</param>
/// <param name="At">When that was, in seconds since the run began.</param>
internal sealed record Outage(string Host, string Why, double At)
{
    /// <summary>From the first failure until it answered again, or was left; null where the run ended before.</summary>
    public double? Seconds { get; init; }

    /// <summary>It was not waited for any longer (SITE_AWAY_LIMIT); what needs it is left for the next run.</summary>
    public bool WasLeft { get; init; }
}
