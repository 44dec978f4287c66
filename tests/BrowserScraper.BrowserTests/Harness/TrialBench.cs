using BrowserScraper.Planning;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using BrowserScraper.Trials;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A trial inside the test process: one folder, one session, as many rounds as a test wants.</summary>
internal sealed class TrialBench : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ScriptTrial trial;
    private readonly string[] settings;

    /// <param name="settings">As <c>NAME=VALUE</c>.</param>
    public TrialBench(params string[] settings)
    {
        this.settings = settings;
        Folder = TrialFolder.Create("the-test", folder.Root);
        trial = new(Folder, [Events], TimeProvider.System);
    }

    public EventLog Events { get; } = new();

    public TrialFolder Folder { get; }

    /// <summary>Where the job would be.</summary>
    public string Data => folder["data"];

    /// <summary>One round.</summary>
    public Task<TrialResult> TryAsync(SiteScript script, SiteSettings site, string? item = null, CancellationToken? stopping = null) =>
        trial.TryAsync(PlanOf(script, site), item, stopping ?? TestContext.Current.CancellationToken);

    public JobPlan PlanOf(SiteScript script, SiteSettings site) => new(
        script.Name, $"run-{Guid.NewGuid():n}", script, site, "the test's portal", "SITE_URL", Settings.Of(Data, settings));

    /// <summary>Nothing of the job is there: no folder, no session.</summary>
    public void AssertJobUntouched() => Assert.False(Directory.Exists(Data), "the trial has made the data folder");

    public async ValueTask DisposeAsync()
    {
        await trial.DisposeAsync();
        Folder.Dispose();
        folder.Dispose();
    }
}
