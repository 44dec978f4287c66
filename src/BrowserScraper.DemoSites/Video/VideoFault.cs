using System.Globalization;
using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.DemoSites.Video;

/// <summary>One rule: a share of the videos, or a list of them.</summary>
internal sealed record VideoFault(VideoTrouble Trouble, double Share, IReadOnlyList<FaultTarget> Targets)
{
    private const string Forms = "a share such as 'private=5%', or a list such as 'removed=#3,#7' or 'error503=<id>!' "
        + "('#' counts positions from 1; '!' means on every request instead of the first)";

    private static readonly Dictionary<string, VideoTrouble> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["no-subtitles"] = VideoTrouble.NoSubtitles,
        ["private"] = VideoTrouble.Private,
        ["unavailable"] = VideoTrouble.Unavailable,
        ["removed"] = VideoTrouble.Removed,
        ["hang"] = VideoTrouble.Hang,
        ["error429"] = VideoTrouble.Error429,
        ["error503"] = VideoTrouble.Error503,
    };

    /// <summary>Returns the rule, or a sentence that says what is wrong with it and what is allowed.</summary>
    public static (VideoFault? Rule, string? Problem) Parse(string text)
    {
        string[] halves = text.Split('=', 2, StringSplitOptions.TrimEntries);
        string kind = halves[0].Split('@')[0];
        if (!Kinds.TryGetValue(kind, out VideoTrouble trouble))
        {
            return (null, $"'{kind}' in '{text}' is no fault of a video; allowed are {string.Join(", ", Kinds.Keys)}");
        }

        if (halves[0].Length > kind.Length && !VideoFaults.IsFor(text))
        {
            return (null, $"'{halves[0][(kind.Length + 1)..]}' in '{text}' is not the videos; write {kind}@videos=...");
        }

        return halves.Length < 2 || halves[1].Length == 0
            ? (null, $"'{text}' lacks its '=' part; write {Forms}")
            : halves[1].EndsWith('%') ? ParseShare(text, trouble, halves[1]) : ParseTargets(text, trouble, halves[1]);
    }

    private static (VideoFault? Rule, string? Problem) ParseShare(string text, VideoTrouble trouble, string share) =>
        double.TryParse(share[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
        && percent is > 0 and <= 100
            ? (new VideoFault(trouble, percent / 100, []), null)
            : (null, $"'{share}' in '{text}' is no share; allowed is a number above 0 and up to 100, then '%'");

    private static (VideoFault? Rule, string? Problem) ParseTargets(string text, VideoTrouble trouble, string list)
    {
        var targets = new List<FaultTarget>();
        foreach (string entry in list.Split(',', StringSplitOptions.TrimEntries))
        {
            string name = entry.TrimEnd('!');
            bool byPosition = name.StartsWith('#');
            int position = 0;
            if (name.Length == 0 || (byPosition && !(int.TryParse(name.AsSpan(1), out position) && position > 0)))
            {
                return (null, $"'{entry}' in '{text}' names no video; write {Forms}");
            }

            targets.Add(new FaultTarget(byPosition ? null : name, position, Always: name.Length < entry.Length));
        }

        return (new VideoFault(trouble, 0, targets), null);
    }
}
