using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;

namespace BrowserScraper.App.Commands;

internal static class TryCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Argument<string?> script = new("script")
        {
            Description = "which script (see: scripts), or its file; default: the first one",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> item = new("--item")
        {
            Description = "works on one item, by its key or its address in the list, or by a line of input", HelpName = "KEY",
        };
        Option<bool> watch = new("--watch")
        {
            Description = "does it again at each save of the script's file, in the same browser, without signing in again",
        };
        Command command = new(
            "try", "Try a script while it is written: the first page of its list, or one item; nothing goes into the job")
        {
            script, item, watch, options.Headless, options.Block, options.Data, options.Store, options.Set,
        };
        options.AddScriptsTo(command);
        options.AddDemoTo(command);
        command.SetAction(
            (parsed, _) => new TryExecution(consoles, TimeProvider.System).RunAsync(
                new(options.Read(parsed, script: null), parsed.GetValue(script), parsed.GetValue(item), parsed.GetValue(watch))));
        return command;
    }
}
