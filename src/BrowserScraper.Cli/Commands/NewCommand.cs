using System.CommandLine;
using BrowserScraper.App;
using BrowserScraper.App.Display;
using BrowserScraper.App.Running;
using BrowserScraper.Cli.Scripting;
using BrowserScraper.Cli.Shapes;

namespace BrowserScraper.Cli.Commands;

/// <summary>Writes a site script to fill in.</summary>
internal static class NewCommand
{
    public static Command Create(ConsoleSet consoles, CommandLine line)
    {
        Argument<string?> name = new("name")
        {
            Description = "what the script is to be called, such as my-site; its file, its job and its settings have that name",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> template = new("--template")
        {
            Description = "what the site is like; without SHAPE, lists what there is",
            HelpName = "SHAPE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("new", "Write a site script of your own, with the places to fill in marked") { name, template };
        command.SetAction(parsed =>
        {
            if (parsed.GetResult(template) is { Implicit: false } && parsed.GetValue(template) is null)
            {
                foreach (SiteShape each in SiteShape.All)
                {
                    consoles.Line($"{each.Name,-8} {each.Description}");
                }

                return ExitCode.Done;
            }

            SiteShape shape = SiteShape.Of(parsed.GetValue(template));
            NewSite site = NewSite.Of(parsed.GetValue(name), line.Scripts.All);
            Tell(consoles, shape, site, new ScriptWriter(Directory.GetCurrentDirectory(), ToolScripts.FolderOfNew()).Write(shape, site));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Tell(ConsoleSet consoles, SiteShape shape, NewSite site, WrittenScript written)
    {
        consoles.Line($"{written.Path}: {shape.Description}");
        consoles.Line($"  {shape.Marks} places in it are marked {SiteShape.Mark}; mend what follows each.");
        IReadOnlyList<string> settings = [.. site.Settings(shape.NeedsSignIn).Select(each => $"{each.Name}={each.Value}")];
        consoles.Line(written switch
        {
            { EnvTrouble: { } trouble } => $".env: cannot be added to ({trouble}); put these lines there yourself, filled in:",
            { Added.Count: 0 } => ".env: has its settings already:",
            _ => ".env: has these new lines; fill them in:",
        });
        foreach (string setting in settings)
        {
            consoles.Line($"  {(written is { EnvTrouble: null, Added.Count: 0 } ? setting.Split('=')[0] : setting)}");
        }

        consoles.Line("Then:");
        (string Command, string Meaning)[] next =
        [
            ($"scraper try {written.Path}", "signs in, and shows what the first page of the list holds"),
            ($"scraper try {written.Path} --item KEY", "works on one item, and shows what came of it"),
            ($"scraper run {written.Path} --max 3", "does three items in earnest"),
        ];
        int width = next.Max(each => each.Command.Length);
        foreach ((string command, string meaning) in next)
        {
            consoles.Line($"  {command.PadRight(width)}  {meaning}");
        }
    }
}
