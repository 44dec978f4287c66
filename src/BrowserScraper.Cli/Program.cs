using System.CommandLine;
using BrowserScraper.Cli;
using BrowserScraper.Cli.Commands;
using BrowserScraper.Cli.Display;
using BrowserScraper.Items;

using ConsoleSet consoles = ConsoleSet.Standard();
try
{
    RootCommand root = Root.Create(consoles);
    ParseResult parsed = root.Parse(args);
    if (parsed.Errors.Count > 0)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        {
            consoles.Error(error.Message);
        }

        consoles.Error("see --help");
        return ExitCode.BadUsage;
    }

    // Signals are the run's own: a stop has to save first.
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (RunStopException stop)
{
    consoles.Error(stop.Message);
    return ExitCode.Of(stop.Reason);
}
catch (IOException refused)
{
    // The disk, while the run was put away; every one of these messages is a line for the operator.
    consoles.Error(refused.Message);
    return ExitCode.MachineLacks;
}
