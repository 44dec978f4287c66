using System.Text;

namespace BrowserScraper.Scripts.Subtitles;

/// <summary>What is said, line by line, without times.</summary>
internal static class PlainText
{
    /// <param name="cues">The cues, in their order.</param>
    /// <param name="isAutomatic">
    /// Automatic captions roll: a cue that follows without a gap begins with the lines that its predecessor ended with. Those are written
    /// once. A person who writes a line twice means it.
    /// </param>
    public static string Write(IEnumerable<Cue> cues, bool isAutomatic)
    {
        StringBuilder text = new();
        string[] shown = [];
        TimeSpan until = TimeSpan.Zero;
        foreach (Cue cue in cues)
        {
            string[] lines = cue.Text.Split('\n');
            int repeated = isAutomatic && cue.Start <= until ? Repeated(shown, lines) : 0;
            text.AppendJoin("", lines.Skip(repeated).Select(line => $"{line}\n"));
            (shown, until) = (lines, cue.End);
        }

        return text.ToString();
    }

    private static int Repeated(string[] shown, string[] lines) => Enumerable.Range(0, Math.Min(shown.Length, lines.Length) + 1)
        .Last(count => shown.AsSpan(shown.Length - count).SequenceEqual(lines.AsSpan(0, count)));
}
