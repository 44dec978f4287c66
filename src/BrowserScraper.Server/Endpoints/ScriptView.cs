using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Server.Endpoints;

/// <summary>One script.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">In one line.</param>
/// <param name="Input">What a line of input may be; null where it takes none.</param>
/// <param name="Request">The option that says what a job is about; null where there is one job only.</param>
/// <param name="NeedsSignIn">Somebody has to sign in.</param>
/// <param name="UrlSetting">The setting that holds the site's address.</param>
/// <param name="HasUrl">It is set; else the embedded demo portal is used, where there is one.</param>
/// <param name="Options">Its own settings.</param>
internal sealed record ScriptView(
    string Name, string Description, string? Input, string? Request, bool NeedsSignIn, string UrlSetting, bool HasUrl,
    IReadOnlyList<OptionView> Options)
{
    private static readonly Uri Nowhere = new("http://localhost/");

    public static ScriptView Of(SiteScriptEntry entry, bool hasUrl) => new(
        entry.Name, entry.Description, InputOf(entry), entry.Request, entry.NeedsSignIn,
        $"{entry.SettingPrefix}_URL", hasUrl,
        [.. entry.Options.Select(
            option => new OptionView(
                option.Name, option.Kind, option.Default, option.Meaning, option.Allowed, option.Choices.Count == 0
                ? null : option.Choices, option.IsForOrders))]);

    // A script that cannot be made is told where it is ordered; the others are listed all the same.
    private static string? InputOf(SiteScriptEntry entry)
    {
        try
        {
            SiteSettings nowhere = new(Nowhere, "", "");
            SiteScript script = entry.Create(nowhere);
            return entry.Ask(nameof(script.Input), nowhere, () => script.Input);
        }
        catch (RunStopException)
        {
            return null;
        }
    }
}

/// <summary>A setting of a script's own; one that is not for orders only who runs the service may set.</summary>
internal sealed record OptionView(
    string Name, SettingKind Kind, string Default, string Meaning, string Allowed, IReadOnlyList<string>? Choices, bool ForOrders);
