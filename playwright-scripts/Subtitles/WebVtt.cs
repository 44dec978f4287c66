using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace BrowserScraper.Scripts.Subtitles;

/// <summary>WebVTT (W3C): read as leniently as a browser reads it, written plainly.</summary>
internal static partial class WebVtt
{
    /// <summary>Notes, styles, positions, voices and the like are left out; so is a cue whose times cannot be read.</summary>
    public static IReadOnlyList<Cue> Read(string text)
    {
        string[] blocks = BlankLines().Split(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        return Cue.Tidy(blocks.Select(Block).OfType<Cue>());
    }

    public static string Write(IEnumerable<Cue> cues) =>
        "WEBVTT\n" + string.Concat(cues.Select(cue => $"\n{Time(cue.Start)} --> {Time(cue.End)}\n{Escaped(cue.Text)}\n"));

    private static Cue? Block(string block)
    {
        // A name or number may stand above the times.
        string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int at = Array.FindIndex(lines, line => line.Contains("-->", StringComparison.Ordinal));
        return at is 0 or 1 && Times().Match(lines[at]) is { Success: true } times
            ? new Cue(Time(times.Groups["start"].Value), Time(times.Groups["end"].Value), WebUtility.HtmlDecode(Tags().Replace(string.Join('\n', lines[(at + 1)..]), "")))
            : null;
    }

    private static TimeSpan Time(string time)
    {
        int[] parts = [.. time.Split(':', '.').Select(part => int.Parse(part, NumberStyles.None))];
        return new(0, parts.Length == 4 ? parts[0] : 0, parts[^3], parts[^2], parts[^1]);
    }

    private static string Time(TimeSpan time) => $"{(int)time.TotalHours:00}:{time:mm\\:ss\\.fff}";

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"\n\n+")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^[ \t]*(?<start>([0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})[ \t]*-->[ \t]*(?<end>([0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})([ \t]|\z)")]
    private static partial Regex Times();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
