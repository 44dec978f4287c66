using System.CommandLine;
using BrowserScraper.Cli;
using BrowserScraper.Cli.Commands;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;
using BrowserScraper.Items;
using BrowserScraper.Run;

using ConsoleSet consoles = ConsoleSet.Standard();

if (Root.IsForRun(args))
{
    JobRunner.BeginEarly(); // a tenth of a second before the command line is read
}

try
{
    RootCommand root = Root.Create(consoles);
    ParseResult parsed = root.Parse(args);
    if (parsed.Errors.Count > 0)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        {
            consoles.Error(OneLine.Quoted(error.Message));
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
catch (OperationCanceledException)
{
    consoles.Error("interrupted before the run began");
    return ExitCode.Interrupted;
}
catch (IOException trouble)
{
    // What the disk refuses has its one line; a stack trace would hide it.
    consoles.Error(trouble.Message);
    return ExitCode.MachineLacks;
}
catch (Exception fault)
{
    consoles.Error(fault.ToString()); // a defect, and no run whose log could have its stack
    return ExitCode.Fault;
}
finally
{
    await CommandLine.Stores.DisposeAsync();
}
