using System.Text;

namespace BrowserScraper.Items;

/// <summary>Text of a site without what nobody sees in it.</summary>
internal static class CleanText
{
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    /// <summary>
    /// Without zero-width characters and marks of direction, trimmed, any white space inside as one blank; NUL and halves of
    /// a surrogate pair become U+FFFD, so that it can be written as JSON.
    /// </summary>
    public static string Of(string text)
    {
        if (IsClean(text))
        {
            return text;
        }

        StringBuilder clean = new(text.Length);
        bool isBlankDue = false;
        for (int index = 0; index < text.Length; index++)
        {
            char letter = text[index];
            if (char.IsWhiteSpace(letter))
            {
                isBlankDue = clean.Length > 0;
            }
            else if (!IsInvisible(letter) && !(letter is Joiner or NonJoiner && !JoinsLetters(text, index)))
            {
                clean.Append(isBlankDue ? " " : "");
                isBlankDue = false;
                index += AppendAt(clean, text, index);
            }
        }

        return clean.ToString();
    }

    /// <returns>How many characters more than one were taken.</returns>
    private static int AppendAt(StringBuilder clean, string text, int index)
    {
        char letter = text[index];
        bool isPair = index + 1 < text.Length && char.IsSurrogatePair(letter, text[index + 1]);
        if (isPair)
        {
            clean.Append(letter).Append(text[index + 1]);
            return 1;
        }

        clean.Append(letter == '\0' || char.IsSurrogate(letter) ? '\uFFFD' : letter);
        return 0;
    }

    private static bool IsClean(string text)
    {
        bool wasBlank = true;
        foreach (char letter in text)
        {
            if (letter is < ' ' or > '~' || (letter == ' ' && wasBlank))
            {
                return false;
            }

            wasBlank = letter == ' ';
        }

        return !wasBlank || text.Length == 0;
    }

    // Zero-width space, word joiner, byte order mark; marks, embeddings and isolates of direction.
    private static bool IsInvisible(char letter) =>
        letter is '\u200B' or '\u2060' or '\uFEFF' or '\u200E' or '\u200F' or '\u061C'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    // Within Persian words and family emoji they are part of what is seen; beside a blank or a Latin letter they are not.
    private static bool JoinsLetters(string text, int index) =>
        index > 0 && index + 1 < text.Length && !char.IsAscii(text[index - 1]) && !char.IsAscii(text[index + 1]);
}
