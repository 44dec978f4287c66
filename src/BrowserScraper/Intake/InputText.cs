using System.Runtime.CompilerServices;

namespace BrowserScraper.Intake;

/// <summary>Reads input from text: one line each; empty lines, and those that begin with <c>#</c>, are passed over.</summary>
public static class InputText
{
    /// <summary>Reads as the lines come, to the end. The reader is disposed then.</summary>
    /// <param name="open">Opens the text when reading begins.</param>
    /// <param name="stopping">Ends it between two lines, and also while it waits for one.</param>
    public static async IAsyncEnumerable<InputLine> ReadAsync(Func<TextReader> open, [EnumeratorCancellation] CancellationToken stopping = default)
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
    public static InputLine? Of(string line) => line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#' ? new(trimmed) : null;
}
