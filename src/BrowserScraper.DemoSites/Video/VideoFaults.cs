using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Video;

/// <summary>
/// Which videos are in trouble, and in which. Immutable; the same faults and seed give the same troubles in every run.
/// </summary>
public sealed class VideoFaults
{
    private const string Mark = "@videos";

    private readonly IReadOnlyList<VideoFault> rules;

    private VideoFaults(IReadOnlyList<VideoFault> rules) => this.rules = rules;

    /// <summary>All is well.</summary>
    public static VideoFaults None { get; } = new([]);

    /// <summary>Whether a rule says that it is for the videos, as <c>hang@videos=2%</c> does.</summary>
    public static bool IsFor(string rule) => rule.Split('=')[0].TrimEnd().EndsWith(Mark, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads rules such as <c>private=5%</c>, <c>removed=#3,#7</c> or <c>error503=ID!</c>; <c>@videos</c> may follow the kind.
    /// </summary>
    /// <remarks>
    /// A share is drawn once for each video, so shares add up, and a video has one trouble. One that is listed has that trouble
    /// and no other. What passes (<c>hang</c>, <c>error429</c>, <c>error503</c>) strikes a video's first requests, with <c>!</c> all.
    /// </remarks>
    /// <param name="rules">The rules; where two list the same video, the first one counts.</param>
    /// <param name="faults">The faults, or <see cref="None"/> if a rule is wrong.</param>
    /// <param name="error">Everything that is wrong and what is allowed instead; empty if nothing is.</param>
    public static bool TryParse(IEnumerable<string> rules, out VideoFaults faults, out string error)
    {
        var parsed = rules.Select(VideoFault.Parse).ToList();
        List<string> problems = [.. parsed.Select(result => result.Problem).OfType<string>()];
        VideoFault[] found = [.. parsed.Select(result => result.Rule).OfType<VideoFault>()];
        double sum = found.Sum(rule => rule.Scope.Share);
        if (sum > 1.000_001)
        {
            problems.Add($"the shares of videos in trouble add up to {100 * sum:0.##} %; allowed is up to 100");
        }

        error = string.Join(Environment.NewLine, problems);
        faults = problems.Count > 0 || found.Length == 0 ? None : new VideoFaults(found);
        return problems.Count == 0;
    }

    internal (VideoTrouble Trouble, bool Always) Of(int seed, string id, int position)
    {
        foreach (VideoFault rule in rules)
        {
            if (rule.Scope.Targets.FirstOrDefault(target => target.Hits(id, position, request: 1)) is { } target)
            {
                return (rule.Trouble, target.Always);
            }
        }

        double drawn = StableHash.ToUnit(StableHash.Of(seed, "trouble", id));
        foreach (VideoFault rule in rules)
        {
            drawn -= rule.Scope.Share;
            if (drawn < 0)
            {
                return (rule.Trouble, false);
            }
        }

        return (VideoTrouble.None, false);
    }

    /// <inheritdoc cref="FaultScope.TargetsOutside"/>
    internal IEnumerable<string> TargetsOutside(int videos, Func<string, bool> isKnown) =>
        FaultScope.TargetsOutside(rules.Select(rule => rule.Scope), videos, isKnown);
}
