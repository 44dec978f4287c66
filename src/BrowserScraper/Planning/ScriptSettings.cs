using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Planning;

/// <summary>The checked settings of one run, as its script and its site are made of them.</summary>
internal sealed class ScriptSettings(SiteScriptEntry entry, SettingsReader read)
{
    /// <summary>An address for scripts that are only asked what they are.</summary>
    public static readonly Uri Nowhere = new("http://localhost/");

    private readonly Dictionary<string, string> options =
        entry.Options.ToDictionary(option => option.Name, option => read.Text(option.Name), StringComparer.Ordinal);

    public SiteScriptEntry Entry => entry;

    public SettingsReader Read => read;

    public string UrlSetting => NameOf("URL");

    public bool HasUrl => read.OptionalText(UrlSetting) is not null;

    /// <summary>What the job is about; null where the script has one job only.</summary>
    public string? Request => entry.Request is { } name ? read.Text(name) : null;

    public string Job => JobName.Of(entry.Name, Request);

    /// <summary>Which site the job belongs to.</summary>
    public string LabelOf(SiteScript script) =>
        read.OptionalText(UrlSetting) is { } url ? WithSlash(url).GetLeftPart(UriPartial.Path)
        : script.NeedsSite ? "the demo portal"
        : "sources of its own";

    /// <summary>The site's address; <see cref="Nowhere"/> where none is set.</summary>
    public Uri Address => read.OptionalText(UrlSetting) is { } url ? WithSlash(url) : Nowhere;

    /// <summary>The script before anybody signs in. A mistake in its options is told here, before anything is begun.</summary>
    public SiteScript Unplaced() => entry.CreateForRun(new(Address, "", "", options), hasAccount: false);

    /// <summary>The site of the settings, or the demo portal.</summary>
    public SiteSettings SiteOn(DemoPortal? portal) => portal is null
        ? new(Address, Credential("USERNAME"), Credential("PASSWORD"), options) { Http = HttpLoginOf() }
        : new(portal.Address, portal.Username, portal.Password, options);

    /// <summary>The accounts that share the job; null where it has the site's own alone.</summary>
    /// <exception cref="RunStopException">Their file cannot be read.</exception>
    public IReadOnlyList<SiteAccount>? Accounts() => entry.NeedsSignIn && read.OptionalText(NameOf("ACCOUNTS")) is { } file
        ? AccountsFile.Read(file, NameOf("ACCOUNTS")) : null;

    /// <summary>
    /// The script's own settings, as all machines of a run must have them: without secrets, and files by what is in them, as each machine
    /// may keep them elsewhere.
    /// </summary>
    public IReadOnlyDictionary<string, string> OptionsForOthers() => entry.Options
        .Where(option => option.Kind != SettingKind.Secret && read.OptionalText(option.Name) is not null)
        .ToDictionary(option => option.Name, option => option.Kind == SettingKind.File
            ? ScriptVersion.OfFile(read.Text(option.Name)) : read.Text(option.Name), StringComparer.Ordinal);

    private string Credential(string which) => entry.NeedsSignIn ? read.Text(NameOf(which)) : "";

    private HttpLogin? HttpLoginOf() => read.OptionalText(NameOf("HTTP_USERNAME")) is { } user
        ? new(user, read.Text(NameOf("HTTP_PASSWORD"))) : read.LoginIn(UrlSetting);

    private string NameOf(string setting) => $"{entry.SettingPrefix}_{setting}";

    private static Uri WithSlash(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
