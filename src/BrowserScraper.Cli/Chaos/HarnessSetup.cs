using BrowserScraper.Cli.Demo;
using BrowserScraper.DemoSites;
using BrowserScraper.Settings;

namespace BrowserScraper.Cli.Chaos;

/// <summary>What every start of the job has in common.</summary>
/// <param name="Script">The script's name.</param>
/// <param name="Root">The folder that runs are started in, so that no .env of the operator counts.</param>
/// <param name="Data">DATA_DIR.</param>
/// <param name="Mark">What its processes are known by, see <see cref="Variable"/>.</param>
/// <param name="Settings">Settings that the operator gave, as <c>NAME=VALUE</c>.</param>
internal sealed record HarnessSetup(string Script, string Root, string Data, string Mark, IReadOnlyList<string> Settings)
{
    /// <summary>The variable that every process of a chaos run has in its environment, whoever its parent is by now.</summary>
    public const string Variable = "BROWSER_SCRAPER_CHAOS";

    private const string OwnName = "BrowserScraper.Cli";

    /// <summary>
    /// Short limits, so that what hangs is noticed soon; patience with attempts and sign-ins, which the disturbances use up.
    /// </summary>
    private static readonly string[] Defaults =
        ["CONCURRENT_PAGES=3", "REQUEST_TIMEOUT=4", "ITEM_TIMEOUT=5", "MAX_RETRIES=50", "BACKOFF_FACTOR=1", "MAX_SIGN_INS=1000"];

    /// <summary>What no command line should show, by the settings' names. Default: nothing.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    public string Job => Path.Combine(Data, Script);

    /// <summary>This same program, and the arguments of one start.</summary>
    public IReadOnlyList<string> Command =>
    [
        .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == OwnName
            ? [Environment.ProcessPath!]
            : new[] { "dotnet", Path.Combine(AppContext.BaseDirectory, $"{OwnName}.dll") },
        "run", Script, "--json", "--data", Data, .. Defaults.Concat(Settings).SelectMany(setting => new[] { "--set", setting }),
    ];

    /// <summary>Takes the operator's settings away, and puts in where the portal is.</summary>
    public void Prepare(IDictionary<string, string?> environment, IDemoPortal portal)
    {
        foreach (SettingDefinition setting in SettingsCatalog.Harness.Where(
            setting => !setting.Name.StartsWith("BROWSER_", StringComparison.Ordinal)))
        {
            environment.Remove(setting.Name);
        }

        string prefix = DemoArguments.Prefix(Script);
        environment[$"{prefix}_URL"] = portal.Address.AbsoluteUri;
        environment[$"{prefix}_USERNAME"] = portal.Username;
        environment[$"{prefix}_PASSWORD"] = portal.Password;
        environment["LOG_DIR"] = Path.Combine(Root, "logs");
        environment[OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR"] = Root; // what killed browsers leave behind goes with the folder
        environment[Variable] = Mark;
        foreach ((string name, string value) in Secrets)
        {
            environment[name] = value;
        }
    }
}
