namespace BrowserScraper.Scripts.Subtitles;

/// <summary>WebVTT (W3C): read as the standard's own parser reads it, written plainly.</summary>
internal static class WebVtt
{
    /// <summary>Notes, styles, positions, voices and the like are left out; so is a cue whose times cannot be read.</summary>
    public static IReadOnlyList<Cue> Read(string text) => Cue.Tidy(WebVttParser.Read(text));

    public static string Write(IEnumerable<Cue> cues) =>
        "WEBVTT\n" + string.Concat(cues.Select(cue => $"\n{Time(cue.Start)} --> {Time(cue.End)}\n{Escaped(cue.Text)}\n"));

    private static string Time(TimeSpan time) => $"{(int)time.TotalHours:00}:{time:mm\\:ss\\.fff}";

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
