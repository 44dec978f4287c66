using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Cli.Commands;
using BrowserScraper.Cli.Demo;
using BrowserScraper.Cli.Scripting;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli;

/// <summary>What the tool has that a program with the library has not.</summary>
internal static class Tool
{
    private const string Usual = "dealer-inventory";

    private static readonly Lazy<IReadOnlyList<SiteScriptEntry>> AllScripts = new(() =>
        [.. SiteScriptEntry.AllOf(typeof(DealerInventory).Assembly, "playwright-scripts").OrderBy(entry => entry.Name != Usual)]);

    /// <summary>The scripts of playwright-scripts. What runs when none is named is the first.</summary>
    /// <exception cref="Items.RunStopException">Something is wrong with one.</exception>
    public static IReadOnlyList<SiteScriptEntry> Scripts => AllScripts.Value;

    /// <summary>With the scripts that the user has, as well.</summary>
    /// <param name="arguments">As the tool was given them; they may name files.</param>
    public static CommandLine Open(IReadOnlyList<string> arguments) => new(ToolScripts.Open(Scripts, arguments), new DemoOptions());

    /// <summary>With the tool's own scripts alone.</summary>
    public static CommandLine Open() => new(new GivenScripts(Scripts), new DemoOptions());

    public static IReadOnlyList<Command> Commands(ConsoleSet consoles, CommandLine line) =>
    [
        NewCommand.Create(consoles, line), DemoCommand.Create(consoles), ChaosCommand.Create(consoles, line), FuzzCommand.Create(consoles),
    ];
}
