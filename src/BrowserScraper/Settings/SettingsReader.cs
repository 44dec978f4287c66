using System.Globalization;
using BrowserScraper.Items;
using BrowserScraper.Redaction;

namespace BrowserScraper.Settings;

/// <summary>Reads settings from several sources, the first that holds one wins, and reports everything that is wrong at once.</summary>
internal sealed class SettingsReader(IReadOnlyList<SettingSource> sources, IReadOnlyList<SettingDefinition> definitions)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Uri>> withLogins = new(StringComparer.Ordinal);

    /// <summary>What is wrong, one line each: name, value, where it stands, what is allowed.</summary>
    public IReadOnlyList<string> Check()
    {
        List<string> problems = [];
        foreach (SettingDefinition definition in definitions)
        {
            (string value, string source) = Find(definition);
            if (definition.Kind != SettingKind.Secret && AddressLogin.In(value) is { Count: > 0 } found)
            {
                withLogins[definition.Name] = found;
                value = AddressLogin.RemovedFrom(value); // shown everywhere from now on
            }

            if (value.Length > 0 && !definition.Allows(value))
            {
                string shown = definition.Kind == SettingKind.Secret ? "***" : OneLine.Quoted(AddressLogin.RemovedFrom(value));
                problems.Add($"{definition.Name}={shown} ({source}): must be {definition.Allowed}");
            }

            values[definition.Name] = value;
        }

        return problems;
    }

    /// <exception cref="RunStopException">A setting is wrong; the message names all that are.</exception>
    public SettingsReader CheckOrStop()
    {
        IReadOnlyList<string> problems = Check();
        return problems.Count == 0
            ? this
            : throw new RunStopException(
                StopReason.BadUsage, $"{Counted.Of(problems.Count, "setting is", "settings are")} wrong:", problems);
    }

    public string Text(string name) => values[name];

    public string? OptionalText(string name) => values[name] is { Length: > 0 } text ? text : null;

    public int Whole(string name) => int.Parse(values[name], CultureInfo.InvariantCulture);

    public PageCount Pages(string name) => PageCount.Parse(values[name])!;

    public double Number(string name) => double.Parse(values[name], CultureInfo.InvariantCulture);

    public bool Switch(string name) => bool.Parse(values[name]);

    /// <summary>Whether a choice has fallen on this.</summary>
    public bool Is(string name, string choice) => values[name].Equals(choice, StringComparison.OrdinalIgnoreCase);

    public TimeSpan? OptionalSeconds(string name) => values[name] == "none" ? null : TimeSpan.FromSeconds(Number(name));

    public int? OptionalWhole(string name) => values[name] == "auto" ? null : Whole(name);

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name));

    /// <summary>Whether an address in a value holds user or password.</summary>
    public static bool HoldsLogin(string value) => AddressLogin.In(value).Count > 0;

    /// <summary>
    /// The addresses in all settings that hold user and password; everywhere else they are without. A secret: neither to be shown nor kept.
    /// </summary>
    public IReadOnlyList<Uri> AddressesWithLogins => [.. withLogins.Values.SelectMany(each => each)];

    /// <summary>The user and password that stand in the address of a setting; null where there are none.</summary>
    public HttpLogin? LoginIn(string name)
    {
        HttpLogin? login = null;
        _ = withLogins.GetValueOrDefault(name)?.Select(address => AddressLogin.Split(address, out login)).First();
        return login;
    }

    /// <summary>The values of all secrets that are set; they show in nothing that a run writes.</summary>
    public IReadOnlyList<string> Secrets =>
        [.. definitions.Where(definition => definition.Kind == SettingKind.Secret).Select(definition => values[definition.Name])
        .Where(value => value.Length > 0)];

    /// <summary>Every value in force, secrets left out, for the log and the report.</summary>
    public IReadOnlyDictionary<string, string> InForce() => definitions
        .Where(definition => definition.Kind != SettingKind.Secret && values[definition.Name].Length > 0)
        .ToDictionary(
            definition => definition.Name, definition => CredentialNames.MaskedIn(values[definition.Name]), StringComparer.Ordinal);

    private (string Value, string Source) Find(SettingDefinition definition)
    {
        foreach (SettingSource source in sources)
        {
            string? value = source.Values[definition.Name];
            if (string.IsNullOrWhiteSpace(value) && definition.Alias is { } alias)
            {
                value = source.Values[alias];
            }

            if (!string.IsNullOrWhiteSpace(value))
            {
                return (value.Trim(), source.Name);
            }
        }

        return (definition.Default, "default");
    }
}
