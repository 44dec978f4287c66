using System.CommandLine;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Planning;

namespace BrowserScraper.App.Commands;

/// <summary>The options that give a job lines to work on.</summary>
internal sealed class InputOptions
{
    private const string StandardInput = "-";

    private readonly Option<string?> input = new("--input")
    {
        Description =
            "work on the lines of this file, one id or address each, instead of the site's list; - reads standard input while the run "
                + "works, to its end",
        HelpName = "FILE|-",
    };

    private readonly Option<bool> knownOnly = new(
        "--known-only") { Description = "work on what the job knows already, and on what was added to it; the site's list is not read" };

    public void AddTo(Command command)
    {
        command.Options.Add(input);
        command.Options.Add(knownOnly);
    }

    /// <exception cref="RunStopException">There is no such file, or both were given.</exception>
    public RunRequest Read(ParseResult parsed, RunRequest request) => (parsed.GetValue(input), parsed.GetValue(knownOnly)) switch
    {
        (null, false) => request,
        (null, true) => request with { Only = ItemFilter.Unfinished },
        (_, true) => throw new RunStopException(StopReason.BadUsage, "--input and --known-only: give one of them"),
        ({ } file, _) => request with { Input = From(file) },
    };

    /// <summary>The lines of a file, or of standard input.</summary>
    /// <exception cref="RunStopException">There is no such file.</exception>
    public static IAsyncEnumerable<InputLine> From(string file)
    {
        if (file == StandardInput)
        {
            return InputText.ReadAsync(() => Console.IsInputRedirected ? InputText.Open(Console.OpenStandardInput()) : Console.In);
        }

        try
        {
            TextReader text = InputText.Open(File.OpenRead(file)); // a mistake in its name is told before anything is begun
            return InputText.ReadAsync(() => text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RunStopException(StopReason.BadUsage, $"--input {file}: {exception.Message}", exception);
        }
    }
}
