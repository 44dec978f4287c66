using System.CommandLine;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.App.Commands;

internal static class ScriptsCommand
{
    public static Command Create(ConsoleSet consoles, CommandLine line)
    {
        Command command = new("scripts", "List the scripts, and the settings of each")
        {
            // Put behind every command by habit; the list does not depend on them.
            new Option<string?>("--data") { Hidden = true },
            new Option<string[]>("--set") { Hidden = true },
        };
        command.SetAction(_ =>
        {
            foreach (SiteScriptEntry entry in new SiteScriptRegistry(line.Scripts.All).All)
            {
                consoles.Line($"{entry.Name}: {entry.Description}");
                foreach (SettingDefinition setting in entry.Settings)
                {
                    consoles.Line($"    {setting.Name,-28} {setting.Meaning}");
                }
            }

            foreach (string problem in line.Scripts.Problems)
            {
                consoles.Line(problem);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
