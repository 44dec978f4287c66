using BrowserScraper.DemoSites.OpenId;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One run over the token app inside the test process.</summary>
internal sealed record OpenIdRun(RunReport Report, EventLog Events)
{
    /// <summary>The lines that tell of tokens.</summary>
    public IReadOnlyList<string> Tokens => [.. Events.Notices.Where(notice => notice.StartsWith("TOKENS:", StringComparison.Ordinal))];

    public static Task<OpenIdRun> OfAsync(OpenIdPortal portal, string data, params string[] settings) =>
        OfAsync(portal, new OpenIdScript(portal.Address), data, plan => plan, settings);

    public static Task<OpenIdRun> OfAsync(OpenIdPortal portal, OpenIdScript script, string data, params string[] settings) =>
        OfAsync(portal, script, data, plan => plan, settings);

    public static Task<OpenIdRun> OfAsync(
        OpenIdPortal portal, OpenIdScript script, string data, Func<JobPlan, JobPlan> change, params string[] settings) =>
        OfAsync(new SiteSettings(portal.Address, portal.Username, portal.Password), script, data, change, settings);

    public static async Task<OpenIdRun> OfAsync(
        SiteSettings site, OpenIdScript script, string data, Func<JobPlan, JobPlan> change, params string[] settings)
    {
        JobPlan plan = new(
            script.Name, $"run-{Guid.NewGuid():n}", script, site, "the test's portal", "TOKEN_APP_URL", Settings.Of(data, settings));
        EventLog events = new();
        using RunControl control = new(TimeProvider.System);
        return new(await new JobRunner(change(plan), control, NullLogger.Instance, TimeProvider.System).RunAsync(events), events);
    }

    /// <summary>Every item has its record and its file, byte for byte the portal's.</summary>
    public static void AssertHolds(string data, OpenIdPortal portal)
    {
        string files = Path.Combine(data, "token-app", "files");
        Assert.Equal(
            portal.Items.Select(item => $"{item.Key}.pdf"), Directory.EnumerateFiles(files).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal));
        Assert.All(portal.Items, item => Assert.Equal(OpenIdPortal.PdfOf(item), File.ReadAllBytes(Path.Combine(files, $"{item.Key}.pdf"))));
        string records = File.ReadAllText(Path.Combine(data, "token-app", "records.jsonl"));
        Assert.All(portal.Items, item => Assert.Contains($"\"{item.Note}\"", records, StringComparison.Ordinal));
    }
}
