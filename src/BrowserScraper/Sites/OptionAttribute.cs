using BrowserScraper.Settings;

namespace BrowserScraper.Sites;

/// <summary>
/// A setting of a site script's own, read by <see cref="SiteSettings.Option"/>. It is given like any other: by <c>--set NAME=VALUE</c>, the
/// environment or <c>.env</c>, and by an option of the command line, such as <c>--max-per-source</c> for MAX_PER_SOURCE. A class also has
/// those of its base classes.
/// </summary>
/// <param name="name">In capitals, such as MAX_PER_SOURCE; other than any setting of the harness.</param>
/// <param name="defaultValue">As it would be written; empty for none.</param>
/// <param name="meaning">One line for the help text.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OptionAttribute(string name, string defaultValue, string meaning) : Attribute
{
    public string Name => name;

    public string DefaultValue => defaultValue;

    public string Meaning => meaning;

    /// <summary>What a value may look like. Default: any text.</summary>
    public SettingKind Kind { get; set; }

    /// <summary>The least that a number may be. Default: 0.</summary>
    public double Min { get; set; }

    /// <summary>The most that a number may be. Default: no limit.</summary>
    public double Max { get; set; } = double.MaxValue;

    /// <summary>The words that a value may be where the kind is <see cref="SettingKind.Choice"/>. Default: none.</summary>
    public string[] Choices { get; set; } = [];

    /// <summary>
    /// An order to the service may say it: it reaches nothing beyond the job, neither files nor programs of the machine nor credentials;
    /// where its kind is <see cref="SettingKind.File"/>, an order names a file of the folder that the operator has set for that. Default:
    /// false, the operator says it where the service is started.
    /// </summary>
    public bool IsForOrders { get; set; }
}
