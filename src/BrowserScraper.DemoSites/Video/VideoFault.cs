using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.DemoSites.Video;

/// <summary>One rule: a share of the videos, or a list of them.</summary>
internal sealed record VideoFault(VideoTrouble Trouble, FaultScope Scope)
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

        if (halves.Length < 2 || halves[1].Length == 0)
        {
            return (null, $"'{text}' lacks its '=' part; write {Forms}");
        }

        (FaultScope? scope, string? problem) = FaultScope.Parse(text, halves[1], "video", Forms);
        return (scope is null ? null : new VideoFault(trouble, scope), problem);
    }
}
