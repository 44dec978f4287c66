using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Planning;

/// <summary>Reads all settings of a requested run, and tells everything that is wrong with them at once.</summary>
internal sealed class RequestReader(SiteScriptRegistry registry, SettingSources sources)
{
    private static readonly string[] Credentials = ["USERNAME", "PASSWORD"];

    /// <exception cref="RunStopException">The script or a setting is wrong.</exception>
    public ScriptSettings Read(RunRequest request)
    {
        SiteScriptEntry entry = EntryOf(request);
        Profile profile = Profile.Named(request.Profile);

        // A script's defaults do not depend on its address, which is not known before they are read.
        SiteSettings nowhere = new(ScriptSettings.Nowhere, "", "");
        SiteScript script = entry.Create(nowhere);
        IReadOnlyDictionary<string, string> defaults = entry.Ask(nameof(script.Defaults), nowhere, () => script.Defaults);
        RunRequest filled = request with { Settings = LastRequest.Fill(entry, request, sources) };
        SettingsReader read = sources.Read(entry, profile, filled, defaults);
        List<string> problems = [.. read.Check()];
        if (entry.Request is { } what && read.OptionalText(what) is null)
        {
            problems.Add($"{what} is not set, and {entry.Name} needs to know what to look for; such as {request.Origin.Example(what)}");
        }

        if (entry.NeedsSignIn && read.OptionalText($"{entry.SettingPrefix}_URL") is not null
            && read.OptionalText($"{entry.SettingPrefix}_ACCOUNTS") is null)
        {
            problems.AddRange(from part in Credentials
                              let setting = $"{entry.SettingPrefix}_{part}"
                              where read.OptionalText(setting) is null
                              select $"{setting} is not set, and {entry.SettingPrefix}_URL is; a portal of yours needs both, best in .env");
        }

        problems.AddRange(HttpProblems(entry, read, request));
        return problems.Count == 0
            ? new(entry, read)
            : throw new RunStopException(
                StopReason.BadUsage, $"{Counted.Of(problems.Count, "setting is", "settings are")} wrong:", problems);
    }

    private SiteScriptEntry EntryOf(RunRequest request) => request.Script is { } name
        ? registry.Find(JobName.ScriptOf(name))
        : registry.All.Count > 0 ? registry.All[0] : throw new RunStopException(StopReason.BadUsage, "there is no script to run; add one");

    private static IEnumerable<string> HttpProblems(SiteScriptEntry entry, SettingsReader read, RunRequest request)
    {
        (string url, string user, string password) =
            ($"{entry.SettingPrefix}_URL", $"{entry.SettingPrefix}_HTTP_USERNAME", $"{entry.SettingPrefix}_HTTP_PASSWORD");
        if (read.OptionalText(user) is null != (read.OptionalText(password) is null))
        {
            (string missing, string given) = read.OptionalText(user) is null ? (user, password) : (password, user);
            yield return $"{missing} is not set, and {given} is; HTTP authentication needs both";
        }

        // Whoever may order a run may not choose who is told the operator's password.
        if (!request.Origin.IsOperators && request.Settings.GetValueOrDefault(url) is { Length: > 0 }
            && read.OptionalText(password) is not null)
        {
            yield return $"{url} cannot be chosen here, as {password} belongs to the address that is set where the service is started";
        }
    }
}
