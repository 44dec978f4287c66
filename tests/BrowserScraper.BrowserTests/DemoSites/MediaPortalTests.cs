using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Media;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserScraper.BrowserTests.DemoSites;

/// <summary>What a visitor sees of the media portal.</summary>
public sealed class MediaPortalTests
{
    private const int Results = 14;

    private static readonly BrowserNewContextOptions Screen = new() { ViewportSize = new() { Width = 1100, Height = 700 } };

    [Theory]
    [InlineData(MediaSources.Gallery)]
    [InlineData(MediaSources.Scroller)]
    [InlineData(MediaSources.Api)]
    [InlineData(MediaSources.Lazy)]
    [InlineData(MediaSources.Thumbs)]
    [InlineData(MediaSources.Clips)]
    [InlineData(MediaSources.Consent)]
    public async Task Search_EverySource_ShowsItsResultsAndTheirPictures(string source)
    {
        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = Results }, TestContext.Current.CancellationToken);
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync($"{portal.AddressOf(source)}search?q=nature", Screen);
        if (source == MediaSources.Consent)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        }

        List<string> shown = await ShownAsync(page);
        if (source == MediaSources.Gallery)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("page=2$"));
            await page.HasLoadedAsync();
            shown.AddRange(await ShownAsync(page));
        }

        Assert.Equal(portal.ResultsOf(source, "nature").Select(result => result.Title), shown);
        Assert.Empty(browser.Complaints);
        Assert.Equal(0, portal.Counts.FilesServed);
    }

    [Fact]
    public async Task Files_OfEveryKind_AreDecoded()
    {
        await using MediaPortal portal = await MediaPortal.StartAsync(new(), TestContext.Current.CancellationToken);
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync(portal.AddressOf(MediaSources.Api).AbsoluteUri);
        foreach (MediaResult result in portal.ResultsOf(MediaSources.Api, "nature").GroupBy(result => result.Format)
            .SelectMany(kind => kind.Take(2)))
        {
            Assert.Equal(result.Width, await page.EvaluateAsync<int>(
                "async address => { const picture = new Image(); picture.src = address; await picture.decode(); return "
                    + "picture.naturalWidth; }",
                result.Address.AbsoluteUri));
        }

        Assert.Equal(6, portal.Counts.FilesServed);
    }

    [Fact]
    public async Task Films_Played_HaveTheirSize()
    {
        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = 1 }, TestContext.Current.CancellationToken);
        await using ReportBrowser browser = await ReportBrowser.StartAsync();
        IPage page = await browser.OpenAsync($"{portal.AddressOf(MediaSources.Clips)}search?q=nature");

        Assert.Equal(480, await page.Locator("video").EvaluateAsync<int>(
            "async film => { film.muted = true; await film.play(); return film.videoWidth; }"));
    }

    /// <summary>The titles of a page's results, after all that scrolling brings, and only if all pictures can be seen.</summary>
    private static async Task<List<string>> ShownAsync(IPage page)
    {
        ILocator results = page.GetByTestId("result");
        await results.First.WaitForAsync();
        while (await page.EvaluateAsync<string?>("() => document.querySelector('[data-next]')?.dataset.next ?? null") is { } next)
        {
            await page.Mouse.WheelAsync(0, 10_000);
            await page.WaitForFunctionAsync("next => document.querySelector('[data-next]')?.dataset.next !== next", next);
        }

        for (int index = 0; index < await results.CountAsync(); index++)
        {
            await results.Nth(index).ScrollIntoViewIfNeededAsync();
        }

        await page.WaitForFunctionAsync(
            "() => !document.querySelector('[data-srcset]') && [...document.images].every(picture => picture.complete && "
                + "picture.naturalWidth > 100)");
        return [.. await page.GetByTestId("title").AllTextContentsAsync()];
    }
}
