using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Video;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserScraper.BrowserTests.DemoSites;

/// <summary>What a visitor sees of the video portal.</summary>
public sealed class VideoPortalTests
{
    // Chromium's own reader of WebVTT tells what it has understood.
    private const string Understood = """
        async element => {
            const loaded = new Promise((done, failed) => { element.onload = done; element.onerror = failed; });
            element.track.mode = 'hidden';
            await loaded;
            return [...element.track.cues].map(
                cue => `${cue.startTime.toFixed(3)} ${cue.endTime.toFixed(3)} ${cue.getCueAsHTML().textContent}`);
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_CaptionsChosenInThePlayer_ComeThenAndAreUnderstoodByTheBrowser(bool isOdd)
    {
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = 30, VideosPerPage = 20, HasOddCaptions = isOdd }, TestContext.Current.CancellationToken);
        DemoVideo video = portal.Videos.Skip(20)
            .First(video => video.Tracks.Any(track => track is { HasWebVtt: true, IsAutomatic: false, Language: "en" }));
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.Address.AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("page=2$"));
        await page.Locator($"[data-id='{video.Id}'] a").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = video.Title }).WaitForAsync();
        Assert.Equal(
            480, await page.Locator("video")
            .EvaluateAsync<int>("async film => { film.muted = true; await film.play(); return film.videoWidth; }"));
        Assert.Equal(new VideoCounts(1, 1, 0, 0), portal.Counts.Videos[video.Id]);

        foreach (CaptionTrack track in video.Tracks)
        {
            string[] cues = await page.Locator($"track[label='{await LabelAsync(page, track)}']").EvaluateAsync<string[]>(Understood);
            Assert.Equal(
                portal.CaptionsOf(video, track)
                .Select(caption => $"{caption.Start.TotalSeconds:0.000} {caption.End.TotalSeconds:0.000} {caption.Text}"), cues);
        }

        Assert.Equal(video.Tracks.Count, portal.Counts.Videos[video.Id].CaptionsServed);
        Assert.Empty(browser.Complaints);
    }

    private static async Task<string> LabelAsync(IPage page, CaptionTrack track) => (await page
        .Locator($"[data-testid=caption][data-language='{track.Language}'][data-kind='{(track.IsAutomatic ? "automatic" : "human")}'] span")
            .TextContentAsync())!;
}
