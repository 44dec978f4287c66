using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Clicks;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// A click gets its own download, in whatever way that begins and whatever else the page begins; and where nothing tells two apart, none.
/// </summary>
public sealed class ClickTests
{
    [Fact]
    public async Task Run_AllWaysOnOneSiteAndTheScriptSaysWhatItsFileIs_EachItemHasItsOwn()
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(new(), TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(new ClickScript(portal, checks: true), folder.Root, "CONCURRENT_PAGES=8", "MAX_RETRIES=0");

        Assert.Equal((null, 200, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.Equal((200, 0), FilesOf(folder, portal));
    }

    /// <param name="way">How the file comes.</param>
    [Theory]
    [InlineData(ClickWay.Link)]
    [InlineData(ClickWay.Button)]
    [InlineData(ClickWay.Form)]
    [InlineData(ClickWay.Blob)]
    [InlineData(ClickWay.Frame)]
    [InlineData(ClickWay.Window)]
    [InlineData(ClickWay.BlankWindow)]
    [InlineData(ClickWay.Prepared)]
    [InlineData(ClickWay.TwoWindowsDeep)]
    [InlineData(ClickWay.Asked)]
    public async Task Run_OneWayAndNoBrochure_EachItemHasItsOwn(ClickWay way)
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 5, Ways = [way] }, TestContext.Current.CancellationToken);
        ClickScript script = new(portal, checks: false, mostPages: 2); // its own, and discovery's
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");

        Assert.Equal((null, 5, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.Equal((5, 0), FilesOf(folder, portal));
    }

    /// <param name="brochure">How the page begins its brochure.</param>
    [Theory]
    [InlineData(BrochureForm.Frame)]
    [InlineData(BrochureForm.Anchor)]
    [InlineData(BrochureForm.DownloadAnchor)]
    [InlineData(BrochureForm.Form)]
    [InlineData(BrochureForm.Window)]
    [InlineData(BrochureForm.Blob)]
    public async Task Run_BrochuresBeforeBesideAndAfter_NoneIsTaken(BrochureForm brochure)
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 9, Ways = [ClickWay.BrochureBefore, ClickWay.BrochureBeside, ClickWay.BrochureAfter], Brochure = brochure },
            TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(new ClickScript(portal, checks: false), folder.Root, "CONCURRENT_PAGES=3", "MAX_RETRIES=0");

        Assert.Equal((null, 9, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.Equal((9, 0), FilesOf(folder, portal));
        Assert.True(portal.Brochures > 0);
    }

    /// <param name="brochure">How the page begins its brochure.</param>
    [Theory]
    [InlineData(BrochureForm.Frame)]
    [InlineData(BrochureForm.Window)]
    [InlineData(BrochureForm.Blob)]
    public async Task Run_TheClicksAnswerNamesTheFileAndABrochureBeginsBefore_EachItemHasItsOwn(BrochureForm brochure)
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 6, Ways = [ClickWay.AskedBesideBrochure], Brochure = brochure }, TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(new ClickScript(portal, checks: false), folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        Assert.Equal((null, 6, 0), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.Equal((6, 0), FilesOf(folder, portal));
        Assert.True(portal.Brochures > 0);
    }

    /// <param name="way">How the file comes.</param>
    [Theory]
    [InlineData(ClickWay.BlobBesideBrochure)]
    [InlineData(ClickWay.AskedForTwo)]
    [InlineData(ClickWay.TwoFrames)]
    public async Task Run_TwoDownloadsThatBothCouldBeIt_IsABadFileUnlessTheScriptTellsThemApart(ClickWay way)
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 4, Ways = [way], Brochure = BrochureForm.Blob }, TestContext.Current.CancellationToken);
        JobRun unsure = await JobRun.OfAsync(new ClickScript(portal, checks: false), folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        Assert.Equal((0, 4), (unsure.Report.Done, unsure.Report.Failed));
        Assert.All(unsure.Report.Failures, failure => Assert.Equal("BadFile", failure.Outcome));
        Assert.Equal((0, 0), FilesOf(folder, portal));

        JobRun told = await JobRun.OfAsync(new ClickScript(portal, checks: true), folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        Assert.Equal((4, 0), (told.Report.Done, told.Report.Failed));
        Assert.Equal((4, 0), FilesOf(folder, portal));
    }

    /// <summary>From the first item on: nothing is known yet of a site that begins downloads by itself.</summary>
    /// <param name="way">How the file is asked for.</param>
    /// <param name="brochure">How the page begins its brochure.</param>
    /// <param name="told">What the failure says.</param>
    [Theory]
    [InlineData(ClickWay.BrochureInstead, BrochureForm.Anchor, "was given up for it")]
    [InlineData(ClickWay.BrochureInstead, BrochureForm.Form, "was given up for it")]
    [InlineData(ClickWay.AskedInVain, BrochureForm.Frame, "was answered with 500")]
    public async Task Run_ABrochureAndNoFile_TheBrochureIsNotTaken(ClickWay way, BrochureForm brochure, string told)
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 2, Ways = [way], Brochure = brochure }, TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(new ClickScript(portal, checks: false), folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");

        Assert.Equal((0, 2), (run.Report.Done, run.Report.Failed));
        Assert.All(run.Report.Failures, failure => Assert.Contains(told, failure.Reason, StringComparison.Ordinal));
        Assert.Equal((0, 0), FilesOf(folder, portal));
    }

    private static (int Right, int Wrong) FilesOf(TemporaryFolder folder, ClickPortal portal)
    {
        string files = Path.Combine(folder.Root, "clicks", "files");
        bool[] right = [.. portal.Items.Select(item => (item, Path: Path.Combine(files, $"{item.Key}.pdf")))
            .Where(each => File.Exists(each.Path))
                .Select(each => File.ReadAllBytes(each.Path).AsSpan().SequenceEqual(portal.FileOf(each.item)))];
        return (right.Count(each => each), right.Count(each => !each));
    }
}
