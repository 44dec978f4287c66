using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Browsers;

/// <summary>
/// A throw in a Playwright event handler ends the driver's connection and every page with it, so no handler may throw into it.
/// </summary>
public sealed class GuardedTests
{
    private readonly FakeBrowser browser = new();

    [Theory]
    [InlineData("page.Close", false)]
    [InlineData("page.Crash", true)]
    [InlineData("page.Popup", true)]
    [InlineData("page.Download", true)]
    [InlineData("page.FrameNavigated", true)]
    [InlineData("page.Console", false)]
    [InlineData("page.PageError", false)]
    [InlineData("context.Close", false)]
    [InlineData("browser.Disconnected", false)]
    [InlineData("Network.needed", true)]
    [InlineData("Network.beside", false)]
    [InlineData("Network.browser", false)]
    public void Handle_ItThrows_IsToldOnceAndEndsThePageAtTheMost(string kind, bool endsPage)
    {
        using IDisposable listening = Attach(kind, () => throw new InvalidOperationException("unforeseen"));

        Raise(kind);

        (string where, Exception fault) = Assert.Single(browser.Told);
        Assert.Equal(($"a handler of {kind}", "unforeseen"), (where, fault.Message));
        Assert.Equal(endsPage, browser.IsPageClosed);
        Assert.Equal(
            endsPage, Guarded.FaultOf(browser.Page.It)?.Contains("InvalidOperationException: unforeseen", StringComparison.Ordinal)
            ?? false);
    }

    [Theory]
    [InlineData("page.Close")]
    [InlineData("page.Popup")]
    [InlineData("page.Console")]
    [InlineData("context.Close")]
    [InlineData("browser.Disconnected")]
    [InlineData("Network.needed")]
    public void Dispose_AfterThat_HearsNothingMore(string kind)
    {
        int heard = 0;
        IDisposable listening = Attach(kind, () => heard++);
        Raise(kind);

        listening.Dispose();
        Raise(kind);

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task EndsPageAsync_WorkThatNobodyWaitsForThrows_EndsThePage()
    {
        await Task.FromException(new KeyNotFoundException("no requestId")).EndsPageAsync(browser.Page.It, "Fetch.requestPaused");

        Assert.True(browser.IsPageClosed);
        Assert.Equal("a handler of Fetch.requestPaused", Assert.Single(browser.Told).Where);
    }

    [Fact]
    public async Task OfAsync_AnEventWithoutWhatItMustHave_EndsThePageAndThrowsNothing()
    {
        PageProtocol protocol = await PageProtocol.OfAsync(browser.Page.It);
        await protocol.InterceptAsync([], paused => paused.GetProperty("request").GetProperty("url").GetString() is null);

        browser.Raise("Fetch.requestPaused", "{}");

        Assert.True(browser.IsPageClosed);
        Assert.IsType<KeyNotFoundException>(Assert.Single(browser.Told).Fault);
    }

    private IDisposable Attach(string kind, Action act)
    {
        (IPage page, ICDPSession session) = (browser.Page.It, browser.Session.It);
        return kind switch
        {
            "page.Close" => page.OnClose(act),
            "page.Crash" => page.OnCrash(act),
            "page.Popup" => page.OnPopup(_ => act()),
            "page.Download" => page.OnDownload(_ => act()),
            "page.FrameNavigated" => page.OnNavigated(_ => act()),
            "page.Console" => page.OnConsole(_ => act()),
            "page.PageError" => page.OnPageError(_ => act()),
            "context.Close" => browser.Context.It.OnClose(act),
            "browser.Disconnected" => browser.Browser.It.OnDisconnected(act),
            "Network.needed" => session.OnEvent(kind, page, _ => act()),
            "Network.beside" => session.OnEventBeside(kind, page, _ => act()),
            _ => session.OnEvent(kind, browser.Browser.It, _ => act()),
        };
    }

    private void Raise(string kind)
    {
        string name = kind.Split('.')[1];
        switch (kind.Split('.')[0])
        {
            case "page": browser.Page.Raise(name, null); break;
            case "context": browser.Context.Raise(name, null); break;
            case "browser": browser.Browser.Raise(name, null); break;
            default: browser.Raise(kind, "{}"); break;
        }
    }
}
