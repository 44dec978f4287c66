using System.CommandLine;
using BrowserScraper.Cli.Running;
using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Cli.Commands;

/// <summary>The options that say how a run goes; the same for every command that runs or checks something.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> profile = new("--profile")
    {
        Description = $"a named set of settings: {string.Join("; ", Profile.All.Select(each => $"{each.Name} = {each.Meaning}"))}",
        DefaultValueFactory = _ => "full",
        HelpName = "NAME",
    };

    private readonly Option<string?> max = new("--max") { Description = "items in this run (MAX_DOWNLOADS); 0 = all", HelpName = "N" };
    private readonly Option<string?> pages = new("--pages") { Description = "pages that work at the same time, 1 to 64 (CONCURRENT_PAGES)", HelpName = "N" };
    private readonly Option<string?> headless = new("--headless") { Description = "false shows the browser window (HEADLESS)", HelpName = "true|false" };
    private readonly Option<string?> block = new("--block-resources") { Description = "false loads images, styles, fonts and media, too (BLOCK_RESOURCES)", HelpName = "true|false" };
    private readonly Option<bool> force = new("--force") { Description = "fetch again what is done; files stay until they are replaced (FORCE_REDOWNLOAD)" };
    private readonly Option<bool> noGuard = new("--no-guard") { Description = "go on when nearly everything ends as SiteChanged or BadFile (YIELD_GUARD=false)" };
    private readonly Option<string?> data = new("--data") { Description = "where jobs are kept (DATA_DIR); default: data", HelpName = "DIR" };
    private readonly Option<string[]> set = new("--set") { Description = "any setting, such as --set ITEM_TIMEOUT=60; may be given several times", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<bool> json = new("--json") { Description = "print the run's result as one JSON line on stdout; everything else goes to stderr" };
    private readonly DemoOptions demo = new();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { profile, max, pages, headless, block, force, noGuard, data, set, json })
        {
            command.Options.Add(option);
        }

        demo.AddTo(command);
    }

    /// <exception cref="RunStopException">An argument is wrong.</exception>
    public RunArguments Read(ParseResult parsed, string? script) => new(
        script, ReadProfile(parsed), ReadValues(parsed), demo.Read(parsed), parsed.GetValue(json));

    private Profile ReadProfile(ParseResult parsed)
    {
        string name = parsed.GetValue(profile)!;
        return Profile.Find(name) ?? throw new RunStopException(StopReason.BadUsage,
            $"--profile: there is no profile '{name}'; profiles: {string.Join(", ", Profile.All.Select(each => each.Name))}");
    }

    private Dictionary<string, string?> ReadValues(ParseResult parsed)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (string pair in parsed.GetValue(set)!)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new RunStopException(StopReason.BadUsage, $"--set {pair}: write NAME=VALUE, such as --set ITEM_TIMEOUT=60");
            }

            values[pair[..equals].Trim()] = pair[(equals + 1)..];
        }

        Put(values, "MAX_DOWNLOADS", parsed.GetValue(max));
        Put(values, "CONCURRENT_PAGES", parsed.GetValue(pages));
        Put(values, "HEADLESS", parsed.GetValue(headless));
        Put(values, "BLOCK_RESOURCES", parsed.GetValue(block));
        Put(values, "DATA_DIR", parsed.GetValue(data));
        Put(values, "FORCE_REDOWNLOAD", parsed.GetValue(force) ? "true" : null);
        Put(values, "YIELD_GUARD", parsed.GetValue(noGuard) ? "false" : null);
        return values;
    }

    private static void Put(Dictionary<string, string?> values, string name, string? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }
}
