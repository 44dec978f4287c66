namespace BrowserScraper.Pacing;

/// <summary>The hosts that do not answer, at one moment.</summary>
/// <param name="Away">They are waited for.</param>
/// <param name="Doubted">They are asked whether they are there: those that are away, and those that have failed once.</param>
/// <param name="Left">They are not waited for any longer.</param>
internal sealed record HostTroubles(IReadOnlySet<string> Away, IReadOnlySet<string> Doubted, IReadOnlySet<string> Left)
{
    private static readonly HashSet<string> Nobody = [];

    public static HostTroubles None { get; } = new(Nobody, Nobody, Nobody);
}
