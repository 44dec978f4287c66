using System.Net;
using System.Text;

namespace BrowserScraper.DemoSites.Video.Content;

/// <summary>
/// Captions as WebVTT (W3C), with what comes with it on real sites: notes, numbers, voices, positions, words that light up one by one.
/// </summary>
internal static class WebVttForm
{
    public static string Write(CaptionTrack track, IReadOnlyList<Caption> captions)
    {
        var text = new StringBuilder(
            $"WEBVTT\nKind: captions\nLanguage: {track.Language}\n\nNOTE\nThis is a demonstration: nobody\nsays any of this.\n\n");
        for (int number = 0; number < captions.Count; number++)
        {
            Caption caption = captions[number];
            text.Append(track.IsAutomatic
                ? $"{Long(caption.Start)} --> {Long(caption.End)} align:start position:0%\n{Words(caption)}\n\n"
                : $"{number + 1}\n{Short(caption.Start)} --> {Short(caption.End)}\n{(number == 0 ? "<v Ada>" : "")}"
                    + $"{WebUtility.HtmlEncode(caption.Text)}\n\n");
        }

        // A person's editor ends its lines as its system does.
        return track.IsAutomatic ? text.ToString() : text.Replace("\n", "\r\n").ToString();
    }

    /// <summary>The same captions in a file that no example shows, and that every browser reads.</summary>
    public static string WriteOdd(CaptionTrack track, IReadOnlyList<Caption> captions)
    {
        IEnumerable<string> cues = captions.Select(caption =>
            $"{caption.Start:h\\:mm\\:ss\\.fff}-->{caption.End:h\\:mm\\:ss\\.fff}line:0\n<v "
                + $"Ada>{(track.IsAutomatic ? Words(caption) : WebUtility.HtmlEncode(caption.Text))}\n");
        return $"\uFEFFWEBVTT \0\nKind: captions\n{string.Concat(cues)}".Replace('\n', '\r');
    }

    private static string Words(Caption caption)
    {
        string[] lines = caption.Text.Split('\n');
        string[] words = WebUtility.HtmlEncode(lines[^1]).Split(' ');
        TimeSpan step = (caption.End - caption.Start) / (words.Length + 1);
        string lit = string.Concat(
            words.Skip(1).Select((word, number) => $"<{Long(caption.Start + (step * (number + 1)))}><c> {word}</c>"));
        return string.Join('\n', lines[..^1].Select(WebUtility.HtmlEncode).Append(words[0] + lit));
    }

    private static string Long(TimeSpan time) => $"{time:hh\\:mm\\:ss\\.fff}";

    private static string Short(TimeSpan time) => $"{time:mm\\:ss\\.fff}";
}
