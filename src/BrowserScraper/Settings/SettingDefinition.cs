using System.Globalization;

namespace BrowserScraper.Settings;

/// <summary>A setting that an operator may give.</summary>
/// <param name="Name">In capitals, as in the environment.</param>
/// <param name="Kind">What it may look like.</param>
/// <param name="Default">As it would be written; empty for none.</param>
/// <param name="Meaning">One line for the help text.</param>
internal sealed record SettingDefinition(string Name, SettingKind Kind, string Default, string Meaning)
{
    /// <summary>An older or other name that is understood, too.</summary>
    public string? Alias { get; init; }

    /// <summary>
    /// An order to the service may say it: it reaches nothing beyond the job, neither files nor programs of the machine nor credentials;
    /// where its kind is <see cref="SettingKind.File"/>, an order names a file of the folder that the operator has set for that. Default:
    /// false, the operator says it where the service is started.
    /// </summary>
    public bool IsForOrders { get; init; }

    public double Min { get; init; }

    public double Max { get; init; } = double.MaxValue;

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is allowed, in words.</summary>
    public string Allowed => Kind switch
    {
        SettingKind.Whole => Default == "auto" ? $"a whole number {Range}, or auto" : $"a whole number {Range}",
        SettingKind.Pages => $"a whole number {Range}, auto, or auto with bounds such as auto:2-20",
        SettingKind.Number => $"a number {Range}",
        SettingKind.Seconds when Default == "none" => $"seconds {Range}, or none",
        SettingKind.Seconds => $"seconds {Range}",
        SettingKind.Switch => "true or false",
        SettingKind.Choice => $"one of {string.Join(", ", Choices)}",
        SettingKind.Folder => "a folder (made where it is missing), not a file",
        SettingKind.File => "a file",
        SettingKind.Address => "an address that begins with http:// or https://",
        _ => "any text",
    };

    private string Range => Max is double.MaxValue ? $"from {Min}" : $"from {Min} to {Max}";

    public bool Allows(string value) => Kind switch
    {
        SettingKind.Whole when Default == "auto" && value == "auto" => true,
        SettingKind.Whole =>
            int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole) && whole >= Min && whole <= Max,
        SettingKind.Pages => PageCount.Parse(value) is not null,
        SettingKind.Number => IsInRange(value),
        SettingKind.Seconds => (Default == "none" && value == "none") || IsInRange(value),
        SettingKind.Switch => bool.TryParse(value, out _),
        SettingKind.Choice => Choices.Contains(value, StringComparer.OrdinalIgnoreCase),
        SettingKind.Folder => !File.Exists(value),
        SettingKind.Address =>
            Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.Host.Length > 0,
        _ => true,
    };

    private bool IsInRange(string value) =>
        double.TryParse(
            value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && number >= Min && number <= Max;
}
