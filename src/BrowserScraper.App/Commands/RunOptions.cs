using System.CommandLine;
using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Settings;
using BrowserScraper.Stores;

namespace BrowserScraper.App.Commands;

/// <summary>
/// The options that say how a run goes. Each command takes those that mean something to it; the root has them all, so that
/// one given before the command's name counts, too.
/// </summary>
/// <param name="line">The command line that they belong to.</param>
internal sealed class RunOptions(CommandLine line)
{
    private static readonly string[] OfEveryCommand = ["--help", "--version"];

    private readonly Option<string> profile = new("--profile")
    {
        Description = $"a named set of settings: {string.Join("; ", Profile.All.Select(each => $"{each.Name} = {each.Meaning}"))}",
        DefaultValueFactory = _ => "full",
        HelpName = "NAME",
    };

    private readonly Option<bool> force = new(
        "--force") { Description = "fetch again what is done; files stay until they are replaced (FORCE_REDOWNLOAD)" };
    private readonly InputOptions input = new();
    private readonly (string Setting, Option<string?> Option)[] ofScripts =
    [
        .. from script in line.Scripts.All
           from setting in script.Options
           group (script, setting) by setting.Name into same
           select (same.Key, new Option<string?>(NameOf(same.Key))
           {
               Description = string.Join("; ", same.Select(each => $"{each.script.Name}: {each.setting.Meaning}")),
               HelpName = same.All(each => each.setting.Kind == SettingKind.Whole) ? "N" : "TEXT",
           }),
    ];

    public CommandLine Line => line;

    public Option<string?> Max { get; } = new("--max") { Description = "items in this run (MAX_DOWNLOADS); 0 = all", HelpName = "N" };

    public Option<string?> Pages { get; } = new("--pages")
        { Description = "pages that work at the same time, 1 to 64, or auto (CONCURRENT_PAGES)", HelpName = "N" };

    public Option<string?> Headless { get; } = new("--headless")
        { Description = "false shows the browser window (HEADLESS)", HelpName = "true|false" };

    public Option<string?> Block { get; } = new("--block-resources")
        { Description = "false loads images, styles, fonts and media, too; strict: no images at sign-in, either, and quicker where image "
            + "addresses have no ending (BLOCK_RESOURCES)", HelpName = "true|false|strict" };

    public Option<bool> NoGuard { get; } = new("--no-guard")
        { Description = "go on when nearly everything ends as SiteChanged or BadFile (YIELD_GUARD=false)" };

    public Option<string?> Data { get; } = new("--data")
        { Description = "where jobs are kept (DATA_DIR); default: data", HelpName = "DIR" };

    public Option<string?> Store { get; } = new("--store")
        { Description = "who keeps jobs (STORE): files, or PostgreSQL for many machines", HelpName = "ADDRESS" };

    public Option<bool> AcceptVersion { get; } = new("--accept-version")
        { Description = "join a run of many machines although its script is of another version" };

    public Option<string[]> Set { get; } = new("--set")
        { Description = "any setting, such as --set ITEM_TIMEOUT=60; may be given several times", HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [] };

    public Option<bool> Json { get; } = new("--json")
        { Description = "print the result as one JSON line on stdout; everything else goes to stderr" };

    /// <summary>Gives a command all of them.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
            { profile, Max, Pages, Headless, Block, force, NoGuard, Data, Store, AcceptVersion, Set, Json })
        {
            command.Options.Add(option);
        }

        input.AddTo(command);
        AddDemoTo(command);
        AddScriptsTo(command);
    }

    /// <summary>The option for a script's own setting: <c>--max-per-source</c> for MAX_PER_SOURCE.</summary>
    public static string NameOf(string setting) => $"--{setting.ToLowerInvariant().Replace('_', '-')}";

    /// <summary>
    /// Gives a command the options of the scripts. One whose name it has already, such as <c>--max</c>, is given by <c>--set</c> alone.
    /// </summary>
    public void AddScriptsTo(Command command)
    {
        string[] taken = [.. OfEveryCommand, .. command.Options.SelectMany(option => option.Aliases.Append(option.Name))];
        foreach ((_, Option<string?> option) in ofScripts.Where(each => !taken.Contains(each.Option.Name)))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Gives a command those that say how the embedded demo portal is to behave.</summary>
    public void AddDemoTo(Command command) => line.Demo?.AddTo(command);

    /// <exception cref="RunStopException">An argument is wrong.</exception>
    public RunArguments Read(ParseResult parsed, string? script)
    {
        RunRequest request = new(script is null ? null : line.Scripts.NameOf(script))
        {
            Profile = Profile.Named(parsed.GetValue(profile)!, option: "--profile: ").Name,
            Settings = ReadValues(parsed),
            Origin = CommandLine.Origin,
            AcceptsOtherScript = parsed.GetValue(AcceptVersion),
        };
        return new(input.Read(parsed, request), line, line.Demo?.Read(parsed), parsed.GetValue(Json));
    }

    /// <summary>Where jobs are kept, for commands that look at the jobs of any script.</summary>
    /// <exception cref="RunStopException">A setting is wrong.</exception>
    public IJobCatalog StoreOf(ParseResult parsed) => line.Store(
        new Dictionary<string, string?> { ["DATA_DIR"] = parsed.GetValue(Data), ["STORE"] = parsed.GetValue(Store) });

    private Dictionary<string, string?> ReadValues(ParseResult parsed)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (string pair in parsed.GetValue(Set)!)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new RunStopException(
                    StopReason.BadUsage, $"--set {OneLine.Quoted(pair)}: write NAME=VALUE, such as --set ITEM_TIMEOUT=60");
            }

            values[pair[..equals].Trim()] = pair[(equals + 1)..];
        }

        foreach ((string setting, Option<string?> option) in ofScripts)
        {
            Put(values, setting, parsed.GetValue(option));
        }

        Put(values, "MAX_DOWNLOADS", parsed.GetValue(Max));
        Put(values, "CONCURRENT_PAGES", parsed.GetValue(Pages));
        Put(values, "HEADLESS", parsed.GetValue(Headless));
        Put(values, "BLOCK_RESOURCES", parsed.GetValue(Block));
        Put(values, "DATA_DIR", parsed.GetValue(Data));
        Put(values, "STORE", parsed.GetValue(Store));
        Put(values, "FORCE_REDOWNLOAD", parsed.GetValue(force) ? "true" : null);
        Put(values, "YIELD_GUARD", parsed.GetValue(NoGuard) ? "false" : null);
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
