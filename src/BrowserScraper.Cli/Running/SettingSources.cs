using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Running;

/// <summary>
/// Puts the places that settings come from in their order: command line, profile, environment, .env, the script's defaults.
/// </summary>
internal static partial class SettingSources
{
    private const string DotEnv = ".env";
    private const string DataSetting = "DATA_DIR";
    private const int ShortestPart = 4;

    public static SettingsReader Read(
        SiteScriptEntry entry, Profile profile, SettingSource given, IReadOnlyDictionary<string, string> scriptDefaults)
    {
        SettingDefinition[] definitions = [.. SettingsCatalog.Harness, .. entry.Settings];
        SettingsReader read = new(
        [
            given,
            SettingSource.Of($"profile {profile.Name}", profile.Values),
            SettingSource.Environment,
            SettingSource.Of(DotEnv, File.Exists(DotEnv) ? LoadDotEnv() : []),
            SettingSource.Of($"default of {entry.Name}", scriptDefaults.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))),
        ], definitions);
        RefuseUnknown(given.Values.GetChildren().Select(value => value.Key), definitions, read);
        return read;
    }

    /// <summary>Where jobs are kept, for what looks at the jobs of any script.</summary>
    /// <param name="given">What the command line says, or null.</param>
    /// <exception cref="RunStopException">.env cannot be read.</exception>
    public static string DataDirectory(string? given)
    {
        SettingsReader read = new(
        [
            SettingSource.Of("command line", [KeyValuePair.Create(DataSetting, given)]),
            SettingSource.Environment,
            SettingSource.Of(DotEnv, File.Exists(DotEnv) ? LoadDotEnv() : []),
        ], [.. SettingsCatalog.Harness.Where(setting => setting.Name == DataSetting)]);
        return read.CheckOrStop().Text(DataSetting);
    }

    /// <summary>The settings of the service, and of those of runs what it needs itself.</summary>
    /// <param name="commandLine">What the command line says.</param>
    /// <exception cref="RunStopException">A setting is wrong.</exception>
    public static SettingsReader Service(IReadOnlyDictionary<string, string?> commandLine)
    {
        SettingsReader read = new(
        [
            SettingSource.Of("command line", commandLine),
            SettingSource.Environment,
            SettingSource.Of(DotEnv, File.Exists(DotEnv) ? LoadDotEnv() : []),
        ], [.. SettingsCatalog.Service, .. SettingsCatalog.Harness]);
        return read.CheckOrStop();
    }

    /// <summary>Whether the environment or .env has a script's address.</summary>
    /// <exception cref="RunStopException">.env cannot be read.</exception>
    public static bool HasUrl(SiteScriptEntry entry)
    {
        SettingsReader read = new(
        [
            SettingSource.Environment,
            SettingSource.Of(DotEnv, File.Exists(DotEnv) ? LoadDotEnv() : []),
        ], entry.Settings);
        _ = read.Check();
        return read.OptionalText($"{entry.SettingPrefix}_URL") is not null;
    }

    /// <summary>
    /// What .env holds that is no setting, and was probably meant to be one; names that look like nothing of ours are left alone.
    /// </summary>
    /// <param name="scripts">All scripts, as .env is for all of them.</param>
    /// <returns>One warning each, without values.</returns>
    /// <exception cref="RunStopException">.env cannot be read.</exception>
    public static IReadOnlyList<string> Misspelt(IReadOnlyList<SiteScriptEntry> scripts)
    {
        string[] known =
            [.. NamesOf(SettingsCatalog.Harness.Concat(SettingsCatalog.Service).Concat(scripts.SelectMany(script => script.Settings)))];
        IEnumerable<string> unknown = File.Exists(DotEnv)
            ? LoadDotEnv().Select(pair => pair.Key).Except(known, StringComparer.OrdinalIgnoreCase) : [];
        return
        [
            .. from name in unknown
               let near = NearestName.Of(name, known)
               let prefix = scripts.FirstOrDefault(
                   script => name.StartsWith($"{script.SettingPrefix}_", StringComparison.OrdinalIgnoreCase))?.SettingPrefix
               where near is not null || prefix is not null
               select $"WARNING: {DotEnv}: {name} is no setting, and is ignored; "
                   + (near is not null
                       ? $"did you mean {near}?"
                       : $"there are {string.Join(", ", known.Where(each => each.StartsWith($"{prefix}_", StringComparison.Ordinal)))}"),
        ];
    }

    /// <summary>
    /// What .env says with a $ outside single quotes, which is read as a variable's name: a password that was cut like that is refused by
    /// the site, and nobody knows why.
    /// </summary>
    /// <returns>One warning each, without values. A <c>${NAME}</c> that is set is meant like that.</returns>
    public static IReadOnlyList<string> Replaced() => !File.Exists(DotEnv) ? [] :
    [
        .. from line in File.ReadAllLines(DotEnv).Select((text, index) => (Number: index + 1, Assigned: Assignment().Match(text)))
           where line.Assigned.Success
               && Variable()
               .Replace(line.Assigned.Groups["value"].Value, named => Environment.GetEnvironmentVariable(named.Groups["name"].Value)
               is null ? named.Value : "").Contains('$', StringComparison.Ordinal)
           select $"WARNING: {DotEnv}: line {line.Number}: {line.Assigned.Groups["name"].Value} holds a $, and what follows it is "
               + "replaced as a variable's name; put the value into single quotes",
    ];

    private static IEnumerable<KeyValuePair<string, string?>> LoadDotEnv()
    {
        try
        {
            return [.. DotNetEnv.Env.NoEnvVars().Load(DotEnv).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last().Value))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"{Path.GetFullPath(DotEnv)} cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser's own message quotes what it has read, and that may be a password.
            string place = LineNumber().Match(exception.Message) is { Success: true } line ? $", near line {line.Groups[1].Value}" : "";
            throw new RunStopException(StopReason.BadUsage,
                $"{Path.GetFullPath(DotEnv)} cannot be understood{place}; write one NAME=value per line, and put a value that holds a "
                    + "quote, a $ or a # in quotes", exception);
        }
    }

    private static void RefuseUnknown(IEnumerable<string> names, IReadOnlyList<SettingDefinition> known, SettingsReader read)
    {
        string[] all = [.. NamesOf(known)];
        string[] unknown = [.. names.Where(name => !all.Contains(name))];
        if (unknown.Length > 0)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"{(unknown.All(IsOption) ? "" : "--set: ")}"
                    + $"{string.Join(" ", unknown.Select(name => $"there is no setting {OneLine.Quoted(name)}{Guess(name, all)}"))} "
                + "All settings are in docs/operating.md and .env.example", read.Check());
        }
    }

    private static bool IsOption(string name) => SiteScripts.All.Any(script => script.Options.Any(option => option.Name == name));

    private static string Guess(string name, string[] known)
    {
        if (SiteScripts.All.FirstOrDefault(script => script.Options.Any(option => option.Name == name)) is { } other)
        {
            return $" here; it is one of {other.Name}: run {other.Name} ...";
        }

        string[] guesses = NearestName.Of(name, known) is { } near ? [near]
            : name.Length >= ShortestPart ? [.. known.Where(each => each.Contains(name, StringComparison.OrdinalIgnoreCase))]
            : [];
        return guesses.Length == 0 ? "." : $", did you mean {string.Join(" or ", guesses)}?";
    }

    private static IEnumerable<string> NamesOf(IEnumerable<SettingDefinition> settings) =>
        settings.SelectMany(setting => setting.Alias is { } alias ? new[] { setting.Name, alias } : [setting.Name]);

    [GeneratedRegex(@"\(Line ([0-9]+), Column")]
    private static partial Regex LineNumber();

    /// <summary>A line of .env that sets something, and not in single quotes.</summary>
    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=\s*(?<value>[^'\s].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_]\w*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
