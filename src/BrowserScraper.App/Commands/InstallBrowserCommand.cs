using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Planning;
using BrowserScraper.Settings;

namespace BrowserScraper.App.Commands;

internal static class InstallBrowserCommand
{
    public static Command Create(ConsoleSet consoles, RunOptions options)
    {
        Command command = new(
            "install-browser", "Find a browser, or install one; a run does the same by itself") { options.Headless, options.Set };
        command.SetAction(async (parsed, stopping) =>
        {
            RunArguments arguments = options.Read(parsed, script: null);
            RunSettings settings = arguments.Planner(TimeProvider.System).SettingsOf(arguments.Request);
            await new Preflight(TimeProvider.System).EnsureBrowserAsync(settings, consoles.Line, stopping);
            return ExitCode.Done;
        });
        return command;
    }
}
