using System.CommandLine;
using BrowserScraper.App.Commands;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Cli;

namespace BrowserScraper.Tests;

/// <summary>The tool's command line, without a process.</summary>
internal static class ToolLine
{
    public static RootCommand Root(ConsoleSet consoles)
    {
        CommandLine line = Tool.Open();
        return BrowserScraper.App.Commands.Root.Create(consoles, line, Tool.Commands(consoles, line));
    }

    /// <summary>The options of a run, as a test's own command has them.</summary>
    public static RunOptions Options() => new(Tool.Open());
}
