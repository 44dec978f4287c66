using BrowserScraper.DemoSites;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Scripts;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Running;

/// <summary>A run with everything it needs, the embedded demo portal included where no address is set.</summary>
internal sealed class PlannedRun : IPreparedRun
{
    private const string Nowhere = "http://localhost/";

    private static readonly string[] Credentials = ["USERNAME", "PASSWORD"];

    private readonly IDemoPortal? embedded;

    private PlannedRun(JobPlan plan, IDemoPortal? portal, IReadOnlyList<string> demoOptions)
    {
        Plan = plan;
        embedded = portal;
        string ignored =
            $"WARNING: {string.Join(", ", demoOptions)}: for the demo portal, and ignored, as this run works on {plan.SiteLabel}";
        Remark = portal is null
            ? demoOptions.Count == 0
            ? null : ignored
            : $"DEMO: {plan.UrlSetting} is not set, so this run uses the embedded demo portal at {portal.Address} ({portal.Description})";
    }

    public JobPlan Plan { get; }

    /// <summary>What the operator should know beforehand, or null.</summary>
    public string? Remark { get; }

    /// <exception cref="RunStopException">Script, settings or portal options are wrong.</exception>
    public static async Task<PlannedRun> PrepareAsync(RunArguments arguments, TimeProvider time, CancellationToken stopping)
    {
        SiteScriptEntry entry = EntryOf(arguments);
        string urlSetting = $"{entry.SettingPrefix}_URL";
        SettingsReader read = Read(entry, arguments);
        RunSettings settings = RunSettings.From(read);
        Dictionary<string, string> options = OptionsOf(entry, read);
        SiteScript script = Unplaced(entry, options);
        if (arguments.Input is not null && script.Input is null)
        {
            throw new RunStopException(StopReason.BadUsage, $"{entry.Name} takes no input; it finds its items in the site's list");
        }

        IDemoPortal? portal = read.OptionalText(urlSetting) is null && script.NeedsSite
            ? await arguments.Demo.StartAsync(entry.Name, port: 0, stopping) : null;
        SiteSettings site = portal is null
            ? new(WithSlash(read.OptionalText(urlSetting) ?? Nowhere), Credential(entry, read, "USERNAME"),
                Credential(entry, read, "PASSWORD"), options) { Http = HttpLoginOf(entry, read) }
            : new(portal.Address, portal.Username, portal.Password, options);
        DateTimeOffset now = time.GetUtcNow();
        string run = $"{now:yyyyMMdd-HHmmss}-{Random.Shared.Next(0x10000):x4}";
        JobPlan plan =
            new(JobName.Of(entry.Name, RequestOf(entry, read)), run, entry.Create(site), site, LabelOf(entry, read, script), urlSetting,
            settings)
        {
            Only = arguments.Only,
            Input = arguments.Input,
            Request = RequestOf(entry, read),
            SecretSettings = read.Secrets,
        };
        plan.KeepLoginsOf(read.AddressesWithLogins);
        string accountsSetting = $"{entry.SettingPrefix}_ACCOUNTS";
        return new(entry.NeedsSignIn && read.OptionalText(accountsSetting) is { } accounts
            ? plan with { Accounts = AccountsFile.Read(accounts, accountsSetting) } : plan, portal, arguments.Demo.Given);
    }

    /// <summary>The settings alone, for what needs no site.</summary>
    /// <exception cref="RunStopException">A setting is wrong.</exception>
    public static RunSettings SettingsOf(RunArguments arguments) => RunSettings.From(Read(EntryOf(arguments), arguments));

    /// <summary>The job that is meant, for what looks at it without running it.</summary>
    /// <exception cref="RunStopException">Script or a setting is wrong.</exception>
    public static JobTarget TargetOf(RunArguments arguments)
    {
        SiteScriptEntry entry = EntryOf(arguments);
        SettingsReader read = Read(entry, arguments);
        SiteScript script = Unplaced(entry, OptionsOf(entry, read));
        return new(JobName.Of(entry.Name, RequestOf(entry, read)), RunSettings.From(read).DataDirectory, LabelOf(entry, read, script),
            script);
    }

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Credential(SiteScriptEntry entry, SettingsReader read, string which) =>
        entry.NeedsSignIn ? read.Text($"{entry.SettingPrefix}_{which}") : "";

    private static HttpLogin? HttpLoginOf(SiteScriptEntry entry, SettingsReader read) =>
        read.OptionalText($"{entry.SettingPrefix}_HTTP_USERNAME") is { } user
            ? new(user, read.Text($"{entry.SettingPrefix}_HTTP_PASSWORD")) : read.LoginIn($"{entry.SettingPrefix}_URL");

    private static string? RequestOf(SiteScriptEntry entry, SettingsReader read) => entry.Request is { } name ? read.Text(name) : null;

    private static string LabelOf(SiteScriptEntry entry, SettingsReader read, SiteScript script) =>
        read.OptionalText($"{entry.SettingPrefix}_URL") is { } url ? WithSlash(url).GetLeftPart(UriPartial.Path)
        : script.NeedsSite ? "the demo portal"
        : "sources of its own";

    private static Dictionary<string, string> OptionsOf(SiteScriptEntry entry, SettingsReader read) =>
        entry.Options.ToDictionary(option => option.Name, option => read.Text(option.Name), StringComparer.Ordinal);

    /// <summary>The script before it is known where it works. A mistake in its options is told here, before anything is begun.</summary>
    private static SiteScript Unplaced(SiteScriptEntry entry, Dictionary<string, string> options)
    {
        SiteScript script = entry.Create(new(new Uri(Nowhere), "", "", options));
        _ = script.Sources;
        return script;
    }

    private static SiteScriptEntry EntryOf(RunArguments arguments)
    {
        SiteScriptRegistry registry = new(SiteScripts.All);
        return arguments.Script is { } name ? registry.Find(JobName.ScriptOf(name)) : registry.All[0];
    }

    private static SettingsReader Read(SiteScriptEntry entry, RunArguments arguments)
    {
        // A script's defaults do not depend on its address, which is not known before they are read.
        SiteScript script = entry.Create(new(new Uri(Nowhere), "", ""));
        if (script.Name != entry.Name)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"SiteScripts.cs lists '{entry.Name}', and its class calls itself '{script.Name}'; the two must be the same");
        }

        if (script.NeedsSignIn != entry.NeedsSignIn)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                $"SiteScripts.cs says NeedsSignIn={entry.NeedsSignIn} of '{entry.Name}', and its class says {script.NeedsSignIn}; the two "
                    + "must be the same");
        }

        IReadOnlyDictionary<string, string?> values = LastRequest.Fill(entry, arguments);
        SettingsReader read = SettingSources.Read(entry, arguments.Profile, SettingSource.Of(arguments.Origin, values), script.Defaults);
        List<string> problems = [.. read.Check()];
        if (entry.Request is { } request && read.OptionalText(request) is null)
        {
            problems.Add($"{request} is not set, and {entry.Name} needs to know what to look for; such as {arguments.WayToSay(request)}");
        }

        if (entry.NeedsSignIn && read.OptionalText($"{entry.SettingPrefix}_URL") is not null
            && read.OptionalText($"{entry.SettingPrefix}_ACCOUNTS") is null)
        {
            problems.AddRange(from part in Credentials
                              let setting = $"{entry.SettingPrefix}_{part}"
                              where read.OptionalText(setting) is null
                              select $"{setting} is not set, and {entry.SettingPrefix}_URL is; a portal of yours needs both, best in .env");
        }

        problems.AddRange(HttpProblems(entry, read, arguments));
        return problems.Count == 0
            ? read
            : throw new RunStopException(
                StopReason.BadUsage, $"{Counted.Of(problems.Count, "setting is", "settings are")} wrong:", problems);
    }

    private static IEnumerable<string> HttpProblems(SiteScriptEntry entry, SettingsReader read, RunArguments arguments)
    {
        (string url, string user, string password) =
            ($"{entry.SettingPrefix}_URL", $"{entry.SettingPrefix}_HTTP_USERNAME", $"{entry.SettingPrefix}_HTTP_PASSWORD");
        if (read.OptionalText(user) is null != (read.OptionalText(password) is null))
        {
            (string missing, string given) = read.OptionalText(user) is null ? (user, password) : (password, user);
            yield return $"{missing} is not set, and {given} is; HTTP authentication needs both";
        }

        // Whoever may order a run may not choose who is told the operator's password.
        if (!arguments.IsOperators && arguments.Values.GetValueOrDefault(url) is { Length: > 0 } && read.OptionalText(password) is not null)
        {
            yield return $"{url} cannot be chosen here, as {password} belongs to the address that is set where the service is started";
        }
    }

    private static Uri WithSlash(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
