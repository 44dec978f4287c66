using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Media;

/// <summary>What one source does wrong; several faults may come together. A rule's name for each stands in front.</summary>
public sealed record MediaFault
{
    /// <summary><c>slow</c>: how long every answer takes, 0 to 10 minutes. Default: 0.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary><c>hang</c>: no request is ever answered. Default: false.</summary>
    public bool Hangs { get; init; }

    /// <summary><c>hang-mid-file</c>: half of each full-size file comes, and then nothing. Default: false.</summary>
    public bool HangsMidFile { get; init; }

    /// <summary><c>drip</c>: full-size files come one byte a second. Default: false.</summary>
    public bool Drips { get; init; }

    /// <summary>
    /// <c>error429</c>: so many requests are answered with 429 and <c>Retry-After: 1</c> first, 0 to 1,000,000; those
    /// for robots.txt and assets neither count nor are refused. Default: 0.
    /// </summary>
    public int Refusals { get; init; }

    /// <summary>
    /// <c>dead-links</c>: the full-size addresses of the results at positions 3, 6, 9 and so on answer 404.
    /// Default: false.
    /// </summary>
    public bool HasDeadLinks { get; init; }

    internal void AddProblems(string source, OptionProblems problems) => problems
        .Range($"{nameof(Delay)} of {source}", Delay, TimeSpan.Zero, TimeSpan.FromMinutes(10))
        .Range($"{nameof(Refusals)} of {source}", Refusals, 0, 1_000_000);
}
