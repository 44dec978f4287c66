using System.CommandLine;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;

namespace BrowserScraper.Cli.Commands;

internal static class InstallBrowserCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Command command = new("install-browser", "Find a browser, or install one; a run does the same by itself");
        options.AddTo(command);
        command.SetAction(async (parsed, stopping) =>
        {
            await using PlannedRun planned = await PlannedRun.PrepareAsync(options.Read(parsed, script: null), TimeProvider.System, stopping);
            await new Preflight(TimeProvider.System).EnsureBrowserAsync(planned.Plan.Settings, consoles.Line, stopping);
            return ExitCode.Done;
        });
        return command;
    }
}
