using System.CommandLine;
using BrowserScraper.Cli.Display;

namespace BrowserScraper.Cli.Commands;

internal static class JobsCommand
{
    public static Command Create(ConsoleSet consoles)
    {
        Command command = new("jobs", "List the jobs with their state and progress");
        command.SetAction(_ => { consoles.Line(""); return 0; });
        return command;
    }
}
