using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Planning;

/// <summary>
/// Puts the places that settings come from in their order: the request, its profile, the ambient ones (such as environment and .env), the
/// script's defaults.
/// </summary>
/// <param name="ambient">What no request names, the strongest first; asked anew for each reading.</param>
/// <param name="scripts">All scripts, to guess what an unknown name was meant to be.</param>
internal sealed class SettingSources(Func<IReadOnlyList<SettingSource>> ambient, IReadOnlyList<SiteScriptEntry> scripts)
{
    private const string DataSetting = "DATA_DIR";
    private const int ShortestPart = 4;

    /// <exception cref="RunStopException">The request has a setting that is not known.</exception>
    public SettingsReader Read(
        SiteScriptEntry entry, Profile profile, RunRequest request, IReadOnlyDictionary<string, string> scriptDefaults)
    {
        SettingDefinition[] definitions = [.. SettingsCatalog.Harness, .. entry.Settings];
        SettingSource given = SettingSource.Of(request.Origin.Name, request.Settings);
        SettingsReader read = new(
        [
            given,
            SettingSource.Of($"profile {profile.Name}", profile.Values),
            .. ambient(),
            SettingSource.Of($"default of {entry.Name}", scriptDefaults.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))),
        ], definitions);
        RefuseUnknown(request.Origin, given.Values.GetChildren().Select(value => value.Key), definitions, read);
        return read;
    }

    /// <summary>Where jobs are kept, for what looks at the jobs of any script.</summary>
    /// <param name="given">What the command line says, or null.</param>
    /// <exception cref="RunStopException">A source cannot be read, or the setting is wrong.</exception>
    public string DataDirectory(string? given) => Only(
        new Dictionary<string, string?> { [DataSetting] = given },
        [.. SettingsCatalog.Harness.Where(setting => setting.Name == DataSetting)]).CheckOrStop().Text(DataSetting);

    /// <summary>Where jobs are kept, for what looks at the jobs of any script.</summary>
    /// <param name="given">What the command line says, by the names of <see cref="StoreSettings.Names"/>.</param>
    /// <exception cref="RunStopException">A source cannot be read, or a setting is wrong.</exception>
    public StoreSettings Store(IReadOnlyDictionary<string, string?> given) => StoreSettings.From(
        Only(given, [.. SettingsCatalog.Harness.Where(setting => StoreSettings.Names.Contains(setting.Name))]).CheckOrStop());

    /// <summary>Settings that belong to no script's run.</summary>
    /// <param name="commandLine">What the command line says; it stands above the ambient sources.</param>
    /// <param name="definitions">The settings.</param>
    public SettingsReader Only(IReadOnlyDictionary<string, string?> commandLine, IReadOnlyList<SettingDefinition> definitions) =>
        new([SettingSource.Of("command line", commandLine), .. ambient()], definitions);

    /// <summary>Whether an ambient source has a script's address.</summary>
    /// <exception cref="RunStopException">A source cannot be read.</exception>
    public bool HasUrl(SiteScriptEntry entry)
    {
        SettingsReader read = new(ambient(), entry.Settings);
        _ = read.Check();
        return read.OptionalText($"{entry.SettingPrefix}_URL") is not null;
    }

    /// <summary>The names that settings are known by.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<SettingDefinition> settings) =>
        settings.SelectMany(setting => setting.Alias is { } alias ? new[] { setting.Name, alias } : [setting.Name]);

    private void RefuseUnknown(
        RequestOrigin origin, IEnumerable<string> names, IReadOnlyList<SettingDefinition> known, SettingsReader read)
    {
        string[] all = [.. NamesOf(known)];
        string[] unknown = [.. names.Where(name => !all.Contains(name))];
        if (unknown.Length > 0)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"{(unknown.All(IsOption) ? "" : origin.SetBy)}"
                    + $"{string.Join(" ", unknown.Select(name => $"there is no setting {OneLine.Quoted(name)}{Guess(name, all)}"))} "
                + "All settings are in docs/operating.md and .env.example", read.Check());
        }
    }

    private bool IsOption(string name) => scripts.Any(script => script.Options.Any(option => option.Name == name));

    private string Guess(string name, string[] known)
    {
        if (scripts.FirstOrDefault(script => script.Options.Any(option => option.Name == name)) is { } other)
        {
            return $" here; it is one of {other.Name}: run {other.Name} ...";
        }

        string[] guesses = NearestName.Of(name, known) is { } near ? [near]
            : name.Length >= ShortestPart ? [.. known.Where(each => each.Contains(name, StringComparison.OrdinalIgnoreCase))]
            : [];
        return guesses.Length == 0 ? "." : $", did you mean {string.Join(" or ", guesses)}?";
    }
}
