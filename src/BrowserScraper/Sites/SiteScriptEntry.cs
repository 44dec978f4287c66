using System.Reflection;
using BrowserScraper.Items;
using BrowserScraper.Settings;

namespace BrowserScraper.Sites;

/// <summary>
/// One line of the list of scripts: what stands on the script's class. Reading it runs nothing of the class, neither its constructor nor
/// its static members.
/// </summary>
public sealed record SiteScriptEntry
{
    private static readonly string[] SignInSettings = ["_USERNAME", "_PASSWORD", "_ACCOUNTS"];

    private readonly Func<SiteSettings, SiteScript> make;

    /// <param name="name">As in <see cref="SiteAttribute"/>.</param>
    /// <param name="description">As there.</param>
    /// <param name="make">Makes the script for these settings.</param>
    internal SiteScriptEntry(string name, string description, Func<SiteSettings, SiteScript> make)
    {
        Name = name;
        Description = description;
        this.make = make;
    }

    /// <summary>As in <see cref="SiteAttribute"/>.</summary>
    public string Name { get; }

    /// <summary>One line for <c>scripts</c> and the help text.</summary>
    public string Description { get; }

    /// <summary>Where the class comes from, for messages: a folder, or a file's path. Default: the name of its assembly.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Settings of the script's own, read by <see cref="SiteSettings.Option"/>; none where it has none.</summary>
    internal IReadOnlyList<SettingDefinition> Options { get; init; } = [];

    /// <summary>The one of the <see cref="Options"/> that says what a job is about; null where the script has one job only.</summary>
    public string? Request { get; internal init; }

    /// <summary>
    /// Whether somebody has to be signed in: true for every script that is no <see cref="OpenSiteScript"/>. Where it is false, there are no
    /// settings for credentials.
    /// </summary>
    public bool NeedsSignIn { get; internal init; } = true;

    /// <summary>As messages name it.</summary>
    internal string ClassName { get; init; } = "the script";

    internal BoundedCall Calls { get; init; } = new(TimeSpan.FromSeconds(5));

    /// <summary>Its address, its credentials and its own: every setting that begins with its name, or that it has declared.</summary>
    internal IReadOnlyList<SettingDefinition> Settings =>
        [.. SettingsCatalog.ForScript(SettingPrefix)
            .Where(setting => NeedsSignIn || !SignInSettings.Contains(setting.Name[SettingPrefix.Length..])), .. Options];

    /// <summary>The name as settings begin with it: <c>DEALER_INVENTORY</c>.</summary>
    public string SettingPrefix => PrefixOf(Name);

    /// <summary>
    /// What a class says of itself. It has a public constructor that takes <see cref="SiteSettings"/>, or one that takes nothing.
    /// </summary>
    /// <param name="type">A site script.</param>
    /// <param name="origin">Where it comes from, for messages. Default: the name of its assembly.</param>
    /// <exception cref="RunStopException">Something is wrong with the class; the message says all that is.</exception>
    public static SiteScriptEntry Of(Type type, string? origin = null) => SiteClass.Read(type, origin, byServices: null);

    /// <summary>All site scripts of an assembly: every class that can be one, public or not, in the order of their names.</summary>
    /// <param name="assembly">An assembly. It may well have none.</param>
    /// <param name="origin">Where it comes from, for messages. Default: its name.</param>
    /// <exception cref="RunStopException">
    /// Something is wrong with one of them, or two have one name; the message says all that is. None is left out in silence.
    /// </exception>
    public static IReadOnlyList<SiteScriptEntry> AllOf(Assembly assembly, string? origin = null) => SiteClass.ReadAll(assembly, origin);

    /// <summary>
    /// Makes the script. Its constructor, with the static members that it needs, has 5 s; with a debugger it has any time.
    /// </summary>
    /// <exception cref="RunStopException">
    /// It has not returned by then, or has thrown: that is the inner exception. Or it does not like the settings, and says so itself.
    /// </exception>
    public SiteScript Create(SiteSettings settings)
    {
        SiteScript script = Ask("the constructor", settings, () => make(settings));
        script.MadeBy = (this, settings);
        return script;
    }

    /// <summary>The same, and it is asked once for what a run asks before it begins, or where nothing limits the answer.</summary>
    /// <param name="settings">Those of the run.</param>
    /// <param name="hasAccount">They have address and credentials; without, only what needs none is asked for.</param>
    /// <exception cref="RunStopException">As in <see cref="Create"/>, for the constructor and each property.</exception>
    internal SiteScript CreateForRun(SiteSettings settings, bool hasAccount)
    {
        SiteScript script = Create(settings);
        string asked = "";
        IReadOnlyList<string> lacking = Calls.Ask(
            () => $"{Origin}: {asked} of {ClassName}", SecretsIn(settings),
            () => ScriptProperties.Ask(script, hasAccount, name => asked = name));
        return lacking.Count == 0 ? script : throw new RunStopException(
            StopReason.BadUsage, $"{Origin}: {string.Join(", ", lacking.Select(name => $"{name} of {ClassName} is null"))}");
    }

    /// <summary>A script's name as settings begin with it.</summary>
    internal static string PrefixOf(string name) => name.ToUpperInvariant().Replace('-', '_');

    /// <summary>What a script says, within the same limit.</summary>
    /// <param name="what">The property, for messages.</param>
    /// <param name="settings">Those that the script was made with.</param>
    /// <param name="question">Asks it.</param>
    internal T Ask<T>(string what, SiteSettings settings, Func<T> question) =>
        Calls.Ask(() => $"{Origin}: {what} of {ClassName}", SecretsIn(settings), question);

    private IEnumerable<string> SecretsIn(SiteSettings settings) =>
        from secret in Options.Where(option => option.Kind == SettingKind.Secret).Select(option => settings.Option(option.Name, ""))
            .Append(settings.Password).Append(settings.Http?.Password)
        where !string.IsNullOrEmpty(secret)
        select secret;
}
