using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.Health;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A source that fails in run after run is skipped for a while, tried with one item, and taken up again.</summary>
public sealed class SourceHealthTests : IDisposable
{
    private static readonly string[] Options = ["SOURCES=gallery,api"];
    private static readonly string[] Sources = [MediaSources.Gallery, MediaSources.Api];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_SourceFailsAgainAndAgain_IsSkippedThenTriedAndTakenUpAgain()
    {
        HealthFile health = new(folder.Root, "media-search", Sources, TimeProvider.System);
        for (int run = 0; run < SourceHealth.MostFailures - 1; run++)
        {
            await health.CountAsync([new() { Source = MediaSources.Gallery, Failed = 1 }], TimeSpan.FromHours(1), Assert.Fail);
        }

        await using (MediaPortal broken = await MediaPortal.StartAsync(
            new() { Results = 4, Faults = new Dictionary<string, MediaFault> { [MediaSources.Gallery] = new() { Hangs = true } } },
            TestContext.Current.CancellationToken))
        {
            MediaRun fifth = await MediaRun.OfAsync(
                broken, folder.Root, Options, "SOURCE_TIMEOUT=3", "REQUEST_TIMEOUT=60", "MAX_RETRIES=0");
            Assert.True(fifth.Source(MediaSources.Gallery).TimedOut);
        }

        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = 4 }, TestContext.Current.CancellationToken);
        MediaRun skipping = await MediaRun.OfAsync(portal, folder.Root, Options);
        SourceHealth gallery = (await health.ReadAsync(Assert.Fail)).Find(MediaSources.Gallery)!;
        Assert.Contains(
            skipping.Events.Notices,
            notice => notice.StartsWith("SOURCE SKIPPED: gallery failed 5 times running, last: TimedOut", StringComparison.Ordinal));
        Assert.Equal(
            (gallery.PausedUntil, 1, 5), (skipping.Source(MediaSources.Gallery).SkippedUntil, skipping.Report.Remaining, gallery.Runs));
        Assert.Equal(0, portal.Counts.Sources[MediaSources.Gallery].Requests);

        PauseIsOver(gallery);
        MediaRun trying = await MediaRun.OfAsync(portal, folder.Root, Options);
        Assert.Contains(
            trying.Events.Notices,
            notice => notice.StartsWith(
                "SOURCE ON TRIAL: gallery failed 5 times running; gallery/first-20 is tried first", StringComparison.Ordinal));
        trying.AssertHolds(portal, Sources);
        Assert.Equal(("complete", 0), (trying.Source(MediaSources.Gallery).State, trying.Report.Remaining));
        Assert.Equal("ok", (await health.ReadAsync(Assert.Fail)).Find(MediaSources.Gallery)!.StateAt(TimeProvider.System.GetUtcNow()));
    }

    private void PauseIsOver(SourceHealth source) => File.WriteAllText(
        Path.Combine(folder.Root, "health", "media-search.json"),
        new ScriptHealth("media-search", [source with { PausedUntil = DateTimeOffset.UnixEpoch }]).Write());
}
