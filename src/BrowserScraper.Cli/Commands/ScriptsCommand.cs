using System.CommandLine;
using BrowserScraper.Cli.Display;
using BrowserScraper.Cli.Running;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Commands;

internal static class ScriptsCommand
{
    public static Command Create(ConsoleSet consoles)
    {
        Command command = new("scripts", "List the scripts, and the settings of each")
        {
            // Put behind every command by habit; the list does not depend on them.
            new Option<string?>("--data") { Hidden = true },
            new Option<string[]>("--set") { Hidden = true },
        };
        command.SetAction(_ =>
        {
            foreach (SiteScriptEntry entry in new SiteScriptRegistry(CommandLine.Scripts).All)
            {
                consoles.Line($"{entry.Name}: {entry.Description}");
                foreach (SettingDefinition setting in entry.Settings)
                {
                    consoles.Line($"    {setting.Name,-28} {setting.Meaning}");
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
