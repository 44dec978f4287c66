using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Run;

/// <summary>A run of a job that needs no browser, as there is none: what it is given ends it, or leads to no item.</summary>
internal sealed class PlainRun : IDisposable
{
    private readonly TemporaryFolder data = new();

    public CapturingLog Log { get; } = new();

    public string JobFolder => data["no-site"];

    public string RunFolder => Path.Combine(JobFolder, "runs", "the-run");

    public bool HasReports => File.Exists(Path.Combine(RunFolder, "report.json")) && File.Exists(Path.Combine(RunFolder, "report.html"));

    public void Dispose() => data.Dispose();

    /// <param name="input">What it works on; null for the list, which needs a browser.</param>
    /// <param name="readers">Told of everything.</param>
    public async Task<RunReport> RunAsync(IAsyncEnumerable<InputLine>? input, params IRunEventReader[] readers)
    {
        using RunControl control = new(TimeProvider.System);
        return await new JobRunner(PlanIn(data, "no site") with { Input = input }, control, Log, TimeProvider.System).RunAsync(readers);
    }

    /// <param name="data">The data folder, which holds no browser.</param>
    /// <param name="site">Which site the job is for.</param>
    /// <param name="pairs">Settings as <c>NAME=VALUE</c>.</param>
    public static JobPlan PlanIn(TemporaryFolder data, string site, params string[] pairs)
    {
        Dictionary<string, string?> values = pairs.Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        (values["DATA_DIR"], values["BROWSER_PATH"]) = (data.Root, data["no-browser"]);
        RunSettings settings = RunSettings.From(
            new SettingsReader([SettingSource.Of("test", values)], SettingsCatalog.Harness).CheckOrStop());
        return new("no-site", "the-run", new NoSite(), new SiteSettings(new("http://127.0.0.1:9/"), "", ""), site, "NO_SITE_URL", settings);
    }

    /// <summary>Input that has no line.</summary>
    public static async IAsyncEnumerable<InputLine> NothingAsync()
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>Input whose reading fails.</summary>
    public static async IAsyncEnumerable<InputLine> ThrowingAsync(Exception exception)
    {
        await Task.Yield();
        if (exception is not null)
        {
            throw exception;
        }

        yield break;
    }

    [Site("no-site", "a test's")]
    private sealed class NoSite : OpenSiteScript
    {
        public override Uri Home => new("http://127.0.0.1:9/");

        public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
        {
            await Task.CompletedTask;
            yield break;
        }

        public override Task<ItemResult> ProcessAsync(ItemContext context) => Task.FromResult(ItemResult.Skip("nothing is there"));
    }
}
