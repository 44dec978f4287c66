namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>What everybody has to do.</summary>
/// <param name="Vehicles">How many there are.</param>
/// <param name="Pages">How many at a time.</param>
internal sealed record ContestOrder(int Vehicles, int Pages)
{
    /// <summary>Of the portal's answers.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Requests of a vehicle's page beside itself and its price.</summary>
    public int DetailRequests { get; init; }

    /// <summary>Browser contexts that a hand-written loop spreads its pages over; the others decide for themselves.</summary>
    public int Contexts { get; init; } = 1;
}
