using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Cli.Scripting;

/// <summary>The text of a script's file: UTF-8, or UTF-16 that says so by its first bytes.</summary>
internal static class ScriptText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodings that are known by their first bytes. The first that fits counts, so the longer ones stand first.</summary>
    private static readonly (byte[] Mark, Encoding? Encoding)[] Marks =
    [
        ([0xFF, 0xFE, 0, 0], null), // UTF-32, which nobody's editor writes by default
        ([0, 0, 0xFE, 0xFF], null),
        ([0xEF, 0xBB, 0xBF], Utf8),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    /// <exception cref="RunStopException">It is in another encoding; the message names the file, and the line where that shows.</exception>
    public static string Of(ScriptFile file, string prefix)
    {
        (byte[] mark, Encoding? encoding) = Marks.FirstOrDefault(
            each => file.Content.AsSpan().StartsWith(each.Mark), ([], Utf8));
        ReadOnlySpan<byte> content = file.Content.AsSpan(mark.Length);
        string? text = null;
        try
        {
            text = encoding?.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            // Told below, with the line.
        }

        // UTF-16 without its mark is valid UTF-8, with a zero byte beside each letter.
        return text is not null && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw new RunStopException(
                StopReason.BadUsage, $"{prefix}{file.Name}({LineOf(content, encoding)}): this is no UTF-8 text; save the file as UTF-8");
    }

    /// <summary>Whether a word stands somewhere in it, in whichever of the encodings.</summary>
    public static bool Mentions(ScriptFile file, string word) => Array.Exists(
        [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode],
        encoding => file.Content.AsSpan().IndexOf(encoding.GetBytes(word)) >= 0);

    private static int LineOf(ReadOnlySpan<byte> content, Encoding? encoding)
    {
        if (encoding is null or UnicodeEncoding)
        {
            return 1; // all of it is wrong, or cut
        }

        int good = content.IndexOf((byte)0);
        good = good < 0 ? content.Length : good;
        int line = 1;
        foreach (Range part in content[..good].Split((byte)'\n'))
        {
            if (!System.Text.Unicode.Utf8.IsValid(content[part]))
            {
                return line;
            }

            line++;
        }

        return Math.Max(line - 1, 1); // the line of the zero byte
    }
}
