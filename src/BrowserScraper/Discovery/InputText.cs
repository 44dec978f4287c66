using System.Runtime.CompilerServices;
using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Discovery;

/// <summary>Reads input from text: one line each; empty lines, and those that begin with <c>#</c>, are passed over.</summary>
internal static class InputText
{
    // Editors, consoles and web pages leave them at the ends of lines, where nobody sees them: NUL, zero-width characters, marks of
    // direction, byte order marks.
    private const string Invisible =
        "\0\u200B\u200C\u200D\u200E\u200F\u061C\u2060\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF";

    /// <summary>
    /// Opens a file or a pipe as text: UTF-8, or what its byte order mark says, UTF-16 and UTF-32 of either order. Lines end with CR, LF or
    /// both.
    /// </summary>
    /// <param name="text">Where it comes from; disposed with the reader.</param>
    public static TextReader Open(Stream text) =>
        new StreamReader(new MarkFirst(text), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);

    /// <summary>Reads as the lines come, to the end. The reader is disposed then.</summary>
    /// <param name="open">Opens the text when reading begins.</param>
    /// <param name="stopping">Ends it between two lines, and also while it waits for one.</param>
    public static async IAsyncEnumerable<InputLine> ReadAsync(
        Func<TextReader> open, [EnumeratorCancellation] CancellationToken stopping = default)
    {
        using TextReader text = open();

        // A console's read knows no cancellation: it is left waiting.
        while (await Task.Run(text.ReadLine, CancellationToken.None).WaitAsync(stopping) is { } line)
        {
            if (Of(line) is { } input)
            {
                yield return input;
            }
        }
    }

    /// <returns>Null where there is nothing in the line.</returns>
    public static InputLine? Of(string line) => Trimmed(line) is { Length: > 0 } trimmed && trimmed[0] != '#' ? new(trimmed) : null;

    /// <summary>Without white space, and characters that nobody sees, at its ends.</summary>
    public static string Trimmed(string line)
    {
        int start = 0, end = line.Length;
        while (start < end && IsNothing(line[start]))
        {
            start++;
        }

        while (end > start && IsNothing(line[end - 1]))
        {
            end--;
        }

        return line[start..end];
    }

    private static bool IsNothing(char letter) => char.IsWhiteSpace(letter) || Invisible.Contains(letter);
}
