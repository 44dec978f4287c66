using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;

namespace BrowserScraper.App.Commands;

internal static class RunCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> script = new("script")
        {
            Description = "which script (see: scripts); default: the first one",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("run", "Run a script's job; continues by itself where a checkpoint exists") { script };
        options.AddTo(command);
        command.SetAction(
            (parsed, _) => new RunExecution(consoles, MachineClock.Own).RunAsync(options.Read(parsed, parsed.GetValue(script))));
        return command;
    }
}
