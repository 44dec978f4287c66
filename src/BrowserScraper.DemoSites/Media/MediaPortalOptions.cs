using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Media;

/// <summary>How much the media portal has, and how slow and troublesome its sources are.</summary>
public sealed record MediaPortalOptions
{
    private const int MostResults = 1000;

    /// <summary>Results that each source has for any query, 0 to 1,000. Default: 20.</summary>
    public int Results { get; init; } = 20;

    /// <summary>The same for single sources by their names, 0 to 1,000. Default: none, all have as many.</summary>
    public IReadOnlyDictionary<string, int> ResultsBySource { get; init; } =
        new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// How many of its pictures the source <c>gallery</c> shares with <c>lazy</c>: the same bytes under other addresses
    /// and titles; no more than both have. 0 to 1,000. Default: 3.
    /// </summary>
    public int SharedPictures { get; init; } = 3;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65,535; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>How long every answer of all sources takes, 0 to 1 minute. Default: 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Decides what is found; the same seed and query give the same results. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sources whose robots.txt forbids <c>/search</c>. Default: none.</summary>
    public IReadOnlyCollection<string> RobotsDisallow { get; init; } = [];

    /// <summary>
    /// Sources whose robots.txt comes as a download of unknown kind, with a byte order mark, CR at the ends of its lines, and a version
    /// behind the name that its rules are for. Default: none.
    /// </summary>
    public IReadOnlyCollection<string> OddRobots { get; init; } = [];

    /// <summary>How the source <c>scroller</c> shows its results. Default: the window scrolls, and what has come stays.</summary>
    public ScrollerShape Scroller { get; init; } = ScrollerShape.Window;

    /// <summary>What goes wrong, by source, see <see cref="MediaFaultRules"/>. Default: nothing.</summary>
    public IReadOnlyDictionary<string, MediaFault> Faults { get; init; } =
        new Dictionary<string, MediaFault>(StringComparer.Ordinal);

    internal int ResultsOf(string source) =>
        source == MediaSources.Broken ? 0 : ResultsBySource.GetValueOrDefault(source, Results);

    internal int SharedNow => Math.Min(SharedPictures, Math.Min(ResultsOf(MediaSources.Gallery), ResultsOf(MediaSources.Lazy)));

    /// <summary>Everything that is out of its range, and every name that is no source's.</summary>
    internal OptionProblems Problems()
    {
        OptionProblems problems = new OptionProblems()
            .Range(nameof(Results), Results, 0, MostResults)
            .Range(nameof(SharedPictures), SharedPictures, 0, MostResults)
            .Range(nameof(Port), Port, 0, 65_535)
            .Range(nameof(Latency), Latency, TimeSpan.Zero, TimeSpan.FromMinutes(1))
            .AddRange(Unknown(nameof(ResultsBySource), ResultsBySource.Keys))
            .AddRange(Unknown(nameof(RobotsDisallow), RobotsDisallow))
            .AddRange(Unknown(nameof(OddRobots), OddRobots))
            .AddRange(Unknown(nameof(Faults), Faults.Keys));
        foreach ((string source, int results) in ResultsBySource)
        {
            problems.Range($"{nameof(ResultsBySource)} of {source}", results, 0, MostResults);
        }

        foreach ((string source, MediaFault fault) in Faults)
        {
            fault.AddProblems(source, problems);
        }

        return problems;
    }

    private static IEnumerable<string> Unknown(string option, IEnumerable<string> names) => names
        .Where(name => !MediaSources.All.Contains(name))
        .Select(name => $"{option} names {name}; there are {string.Join(", ", MediaSources.All)}");
}
