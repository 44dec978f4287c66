using BrowserScraper.Settings;

namespace BrowserScraper.Sites;

/// <summary>One line of the list of scripts.</summary>
/// <param name="Name">As in <see cref="SiteScript.Name"/>.</param>
/// <param name="Description">One line for <c>scripts</c> and the help text.</param>
/// <param name="Create">Makes the script for these settings.</param>
public sealed record SiteScriptEntry(string Name, string Description, Func<SiteSettings, SiteScript> Create)
{
    private static readonly string[] SignInSettings = ["_USERNAME", "_PASSWORD", "_ACCOUNTS"];

    /// <summary>Settings of the script's own, read by <see cref="SiteSettings.Option"/>. Default: none.</summary>
    public IReadOnlyList<SettingDefinition> Options { get; init; } = [];

    /// <summary>
    /// The one of the <see cref="Options"/> that says what a job is about, such as QUERY: each value of it is a job of its own. Default:
    /// none, one job for the script.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>
    /// As in <see cref="SiteScript.NeedsSignIn"/>; where it is false, there are no settings for credentials. Default: true.
    /// </summary>
    public bool NeedsSignIn { get; init; } = true;

    /// <summary>The entry of a script of whose class nothing else is known.</summary>
    internal static SiteScriptEntry Of(Func<SiteSettings, SiteScript> create)
    {
        SiteScript script = create(new(new("http://localhost/"), "", ""));
        return new(script.Name, script.Name, create) { NeedsSignIn = script.NeedsSignIn };
    }

    /// <summary>Its address, its credentials and its own: every setting that begins with its name, or that it has declared.</summary>
    public IReadOnlyList<SettingDefinition> Settings =>
        [.. SettingsCatalog.ForScript(SettingPrefix)
            .Where(setting => NeedsSignIn || !SignInSettings.Contains(setting.Name[SettingPrefix.Length..])), .. Options];

    /// <summary>The name as settings begin with it: <c>DEALER_INVENTORY</c>.</summary>
    public string SettingPrefix => Name.ToUpperInvariant().Replace('-', '_');
}
