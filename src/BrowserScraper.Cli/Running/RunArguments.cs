using BrowserScraper.Cli.Commands;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;

namespace BrowserScraper.Cli.Running;

/// <summary>What the command line says about a run.</summary>
/// <param name="Script">The script's name, or null for the first in the list.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Values">Settings that stand above all others.</param>
/// <param name="Demo">How the embedded demo portal is to behave.</param>
/// <param name="Json">The result goes to stdout as one JSON line.</param>
internal sealed record RunArguments(
    string? Script, Profile Profile, IReadOnlyDictionary<string, string?> Values, DemoArguments Demo, bool Json)
{
    private const string FromCommandLine = "command line";

    /// <summary>Where the values come from, for messages. Default: the command line.</summary>
    public string Origin { get; init; } = FromCommandLine;

    /// <summary>What it works on instead of the site's list. Default: that list.</summary>
    public IAsyncEnumerable<InputLine>? Input { get; init; }

    /// <summary>The known items that the run is for. Default: all there are.</summary>
    public ItemFilter? Only { get; init; }

    /// <summary>They come from whoever started the program.</summary>
    public bool IsOperators => Origin == FromCommandLine;

    /// <summary>How whoever gives them says what a job is about, by an example.</summary>
    public string WayToSay(string request) =>
        Origin == FromCommandLine ? $"{RunOptions.NameOf(request)} \"nature landscape\"" : "\"request\": \"nature landscape\"";
}
