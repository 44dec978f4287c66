using BrowserScraper.Items;
using Spectre.Console;

namespace BrowserScraper.App.Display;

/// <summary>Where the program writes: people on one console, errors on stderr, a result for programs on stdout.</summary>
internal sealed class ConsoleSet : IDisposable
{
    private readonly TextWriter plainOut;
    private readonly TextWriter plainError;

    private ConsoleSet(TextWriter output, TextWriter error)
    {
        (plainOut, plainError) = (output, error);
        People = Create(output, isTerminal: !Console.IsOutputRedirected);
    }

    /// <summary>For people.</summary>
    public IAnsiConsole People { get; private set; }

    /// <summary>True where lines may be redrawn.</summary>
    public bool IsLive => People.Profile.Capabilities.Interactive && People.Profile.Capabilities.Ansi;

    public static ConsoleSet Standard() => Of(new AsciiWriter(Console.Out), new AsciiWriter(Console.Error));

    public static ConsoleSet Of(TextWriter output, TextWriter error) => new(output, error);

    /// <summary>ASCII_ONLY=false: names are shown in their own letters.</summary>
    public void AllowAllLetters()
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        // a writer that a driver's start has set keeps its encoding
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        People = Create(Console.Out, !Console.IsOutputRedirected);
    }

    /// <summary>Keeps stdout for the result alone; people read stderr.</summary>
    public void ReserveOutput() => People = Create(plainError, isTerminal: false);

    /// <summary>One line; only a terminal wraps it, so that a log or a pipe gets it whole.</summary>
    public void Line(string text)
    {
        text = OneLine.Of(text); // whatever it quotes
        if (People.Profile.Capabilities.Interactive)
        {
            People.WriteLine(text);
        }
        else
        {
            People.Profile.Out.Writer.WriteLine(text);
        }
    }

    /// <summary>One line, or one with its details below; no line obeys what it quotes.</summary>
    public void Error(string message) =>
        plainError.WriteLine($"ERROR: {string.Join(Environment.NewLine, message.ReplaceLineEndings("\n").Split('\n').Select(OneLine.Of))}");

    public void Result(string json) => plainOut.WriteLine(json);

    public void Dispose()
    {
        plainOut.Flush();
        plainError.Flush();
    }

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = false;
        if (!isTerminal)
        {
            console.Profile.Width = 4096; // a file or a pipe has no width to wrap at, and paths are to stay whole
        }

        return console;
    }
}
