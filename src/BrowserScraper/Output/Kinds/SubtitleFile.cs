using System.Text;
using System.Text.RegularExpressions;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// Subtitles: WebVTT by its first line (W3C WebVTT 4.1), SubRip by its first cue, a number and the line of times below it. Neither has an
/// end; a line of times that breaks off is what a cut leaves, if it leaves anything to see. A NUL in a text is one odd letter; many of
/// them, or one at the end, are what a hole in the file leaves.
/// </summary>
internal static partial class SubtitleFile
{
    private static readonly byte[] Hole = new byte[8];

    public static Task<string?> VttFaultAsync(FileProbe file) => FaultAsync(file, "WebVTT", VttStart());

    public static Task<string?> SrtFaultAsync(FileProbe file) => FaultAsync(file, "SRT", SrtStart());

    private static async Task<string?> FaultAsync(FileProbe file, string kind, Regex start)
    {
        if (!start.IsMatch(file.HeadText()) || HasHole(file.Head))
        {
            return $"it is no {kind}";
        }

        byte[] end = await file.ReadEndAsync();
        string last = Encoding.UTF8.GetString(end).Split('\n', '\r')[^1];
        bool isCut = end[^1] == 0 || HasHole(end) || (TimesBegin().IsMatch(last) && !Times().IsMatch(last));
        return isCut ? file.CutOff(kind) : null;
    }

    private static bool HasHole(byte[] bytes) => bytes.AsSpan().IndexOf(Hole) >= 0;

    [GeneratedRegex(@"^WEBVTT([ \t][^\r\n]*)?(\r|\n|\z)")]
    private static partial Regex VttStart();

    [GeneratedRegex(@"^\s*\d+[ \t]*\r?\n\d+:\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*\d+:\d\d:\d\d[,.]\d{1,3}")]
    private static partial Regex SrtStart();

    // An arrow may also stand in a text.
    [GeneratedRegex(@"^\s*(\d+:)?\d\d:\d\d[,.]\d{1,3}\s*-->")]
    private static partial Regex TimesBegin();

    [GeneratedRegex(@"-->[ \t]*(\d+:)?\d\d:\d\d[,.]\d{1,3}")]
    private static partial Regex Times();
}
