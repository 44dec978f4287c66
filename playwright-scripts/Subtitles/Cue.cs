namespace BrowserScraper.Scripts.Subtitles;

/// <summary>What is shown from one moment to another.</summary>
/// <param name="Start">From the beginning of the video.</param>
/// <param name="End">The same.</param>
/// <param name="Text">Plain text; its lines are parted by line feeds, and none is empty.</param>
internal sealed record Cue(TimeSpan Start, TimeSpan End, string Text)
{
    /// <summary>
    /// In the order in which they are shown, of two that begin together the longer first; without empty lines, which would end a cue in a
    /// file, and without what shows nothing.
    /// </summary>
    public static IReadOnlyList<Cue> Tidy(IEnumerable<Cue> cues) =>
    [
        .. cues
            .Select(cue => cue
                with { Text = string.Join(
                    '\n', cue.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) })
            .Where(cue => cue.Text.Length > 0 && cue.End > cue.Start)
            .OrderBy(cue => cue.Start)
            .ThenByDescending(cue => cue.End),
    ];
}
