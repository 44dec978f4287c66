using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Sites;

/// <summary>What a script's own setting must be. One line for each thing that is wrong.</summary>
internal static partial class OptionRules
{
    private static readonly SettingKind[] Numbers = [SettingKind.Whole, SettingKind.Number, SettingKind.Seconds, SettingKind.Pages];

    /// <summary>Variables that systems set for purposes of their own; a run would take them from the environment.</summary>
    private static readonly string[] OfTheSystem =
    [
        "PATH", "HOME", "USER", "USERNAME", "LOGNAME", "SHELL", "PWD", "LANG", "LANGUAGE", "TERM", "TMP", "TEMP", "TMPDIR", "TZ", "EDITOR",
        "DISPLAY", "HOSTNAME", "COMPUTERNAME", "OS", "MAIL",
    ];

    /// <summary>Every name by which a setting of the harness, or of the service, is known.</summary>
    public static IReadOnlyList<string> HarnessSettings { get; } =
    [
        .. SettingsCatalog.Harness.Concat(SettingsCatalog.Service)
            .SelectMany(setting => setting.Alias is { } alias ? new[] { setting.Name, alias } : [setting.Name]),
    ];

    /// <summary>The option as settings are defined.</summary>
    public static SettingDefinition Defined(OptionAttribute option) => new(option.Name, option.Kind, option.DefaultValue, option.Meaning)
    {
        Min = option.Min,
        Max = option.Max,
        Choices = option.Choices ?? [],
        IsForOrders = option.IsForOrders,
    };

    public static IEnumerable<string> ProblemsOf(string named, OptionAttribute option)
    {
        string name = option.Name ?? "";
        string quoted = $"{named}: the option '{OneLine.Quoted(name)}'";
        if (!GoodName().IsMatch(name))
        {
            yield return $"{quoted} must be capitals, digits and underscores, such as MAX_PER_SOURCE";
        }
        else if (HarnessSettings.Contains(name))
        {
            yield return $"{quoted} has the name of a setting of the harness; call it otherwise";
        }
        else if (OfTheSystem.Contains(name))
        {
            yield return $"{quoted} has the name of a variable that systems set; call it otherwise";
        }

        if (string.IsNullOrWhiteSpace(option.Meaning) || OneLine.Of(option.Meaning) != option.Meaning)
        {
            yield return $"{quoted} must say in one line what it means";
        }

        if (!Enum.IsDefined(option.Kind))
        {
            yield return $"{quoted} has a Kind that there is not: {(int)option.Kind}";
        }
        else if (ProblemOfRange(option) is { } range)
        {
            yield return $"{quoted} {range}";
        }
        else if (option.DefaultValue is null)
        {
            yield return $"{quoted} has null for a default; write \"\" for none";
        }
        else if (option.DefaultValue.Length > 0 && Defined(option) is var defined && !defined.Allows(option.DefaultValue))
        {
            yield return $"{quoted} has the default '{OneLine.Quoted(option.DefaultValue)}', and must be {defined.Allowed}";
        }
    }

    private static string? ProblemOfRange(OptionAttribute option) => option switch
    {
        { Kind: SettingKind.Choice, Choices: null or [] } => "is a Choice, and has no Choices",
        { Kind: not SettingKind.Choice, Choices: { Length: > 0 } } => $"has Choices, and is no Choice, but {option.Kind}",
        { Choices: not null } when option.Choices.Any(string.IsNullOrWhiteSpace) => "has an empty word among its Choices",
        _ when double.IsNaN(option.Min) || double.IsNaN(option.Max) || option.Min > option.Max =>
            $"has Min {option.Min} and Max {option.Max}, and nothing is between them",
        _ when (option.Min, option.Max) != (0, double.MaxValue) && !Numbers.Contains(option.Kind) =>
            $"has Min or Max, and is no number, but {option.Kind}",
        _ => null,
    };

    [GeneratedRegex(@"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\z")]
    private static partial Regex GoodName();
}
