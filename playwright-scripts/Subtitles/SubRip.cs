namespace BrowserScraper.Scripts.Subtitles;

/// <summary>SubRip, the format of .srt files: numbered cues, times with a comma.</summary>
internal static class SubRip
{
    public static string Write(IEnumerable<Cue> cues) =>
        string.Join('\n', cues.Select((cue, number) => $"{number + 1}\n{Time(cue.Start)} --> {Time(cue.End)}\n{cue.Text}\n"));

    private static string Time(TimeSpan time) => $"{(int)time.TotalHours:00}:{time:mm\\:ss\\,fff}";
}
