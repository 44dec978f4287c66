using System.Text.RegularExpressions;

namespace BrowserScraper.Scripts.Subtitles;

/// <summary>
/// The parser of the W3C standard (WebVTT, section 6), line by line: a block ends at an empty line, at the end, or before a line with an
/// arrow that cannot be its own times. Regions, styles and settings are passed over.
/// </summary>
internal sealed partial class WebVttParser
{
    private const string Signature = "WEBVTT";
    private const string Arrow = "-->";

    private readonly string[] lines;
    private int at = 1;

    private WebVttParser(string[] lines) => this.lines = lines;

    /// <summary>All cues in the order of the file; none where it has not the standard's signature.</summary>
    public static IEnumerable<Cue> Read(string text)
    {
        string[] all = text
            .Replace('\0', '\uFFFD')
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n')
            .Split('\n');
        string first = all[0].StartsWith('\uFEFF') ? all[0][1..] : all[0];
        bool isSigned = first.StartsWith(Signature, StringComparison.Ordinal)
            && (first.Length == Signature.Length || first[Signature.Length] is ' ' or '\t');
        return isSigned ? new WebVttParser(all).Cues() : [];
    }

    private IEnumerable<Cue> Cues()
    {
        Block(isHeader: true);
        while (at < lines.Length)
        {
            if (Block(isHeader: false) is { } cue)
            {
                yield return cue;
            }

            while (at < lines.Length && lines[at].Length == 0)
            {
                at++;
            }
        }
    }

    /// <summary>Reads one block, and stands at the line behind it.</summary>
    /// <returns>Null where it is no cue, or one whose times cannot be read.</returns>
    private Cue? Block(bool isHeader)
    {
        int first = at;
        bool hasArrow = false;
        Cue? cue = null;
        List<string> text = [];
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            string line = lines[at];
            if (!line.Contains(Arrow, StringComparison.Ordinal))
            {
                text.Add(line);
                continue;
            }

            // A name or number may stand above the times, and nothing else.
            if (isHeader || hasArrow || at > first + 1)
            {
                break;
            }

            hasArrow = true;
            cue = Timed(line);
            text.Clear();
        }

        return cue is null ? null : cue with { Text = CueText.Plain(string.Join('\n', text)) };
    }

    private static Cue? Timed(string line) => Times().Match(line) is { Success: true } times
        ? new(Time(times, "start"), Time(times, "end"), "")
        : null;

    private static TimeSpan Time(Match times, string which)
    {
        int Part(string unit) => times.Groups[which + unit] is { Success: true } part ? int.Parse(part.Value) : 0;

        // No video lasts as long as a TimeSpan can; the standard knows no largest number of hours.
        string hours = times.Groups[$"{which}H"].Value.TrimStart('0');
        return hours.Length > 8
            ? TimeSpan.MaxValue
            : new(0, hours.Length > 0 ? int.Parse(hours) : 0, Part("M"), Part("S"), Part("F"));
    }

    // Hours of any number of digits, and without hours two digits of minutes; white space is what HTML calls so.
    [GeneratedRegex("""
        ^[\t\f ]*
        ((?<startH>[0-9]+):)?(?<startM>[0-5][0-9]):(?<startS>[0-5][0-9])\.(?<startF>[0-9]{3})
        [\t\f ]*-->[\t\f ]*
        ((?<endH>[0-9]+):)?(?<endM>[0-5][0-9]):(?<endS>[0-5][0-9])\.(?<endF>[0-9]{3})(?![0-9])
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Times();
}
