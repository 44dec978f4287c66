using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;

namespace BrowserScraper.App.Commands;

internal static class ResumeCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> job = new("job")
        {
            Description = "which job (see: jobs); default: that of the first script",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("resume", "Go on with a job that was begun; says so when there is nothing to resume") { job };
        options.AddTo(command);
        command.SetAction((parsed, _) =>
            new RunExecution(consoles, TimeProvider.System).RunAsync(options.Read(parsed, parsed.GetValue(job)), mustContinue: true));
        return command;
    }
}
