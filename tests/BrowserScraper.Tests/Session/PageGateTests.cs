using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Session;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Browsers;

namespace BrowserScraper.Tests.Session;

public sealed class PageGateTests : IDisposable
{
    private readonly FakeBrowser browser = new();
    private readonly CookieManager manager = new(
        new() { Mode = TokenMode.Auto, Requests = [], RequestTimeout = TimeSpan.FromSeconds(30), SaveInterval = 4 },
        new("http://127.0.0.1/"), _ => { }, () => { }, _ => Task.CompletedTask, new ManualClock());

    public void Dispose() => manager.Dispose();

    [Fact]
    public async Task LetAllGo_TheCrashIsToldAfterThePageIsForgotten_ThrowsNothing()
    {
        using PageGate gate = new(manager, browser.Page.It, "page 1", await PageProtocol.OfAsync(browser.Page.It));
        browser.Page.Raise("Close", browser.Page.It);
        Assert.True(gate.IsClosed);
        gate.Dispose();

        browser.Page.Raise("Crash", browser.Page.It);

        Assert.Empty(browser.Told);
        Assert.True(gate.IsClosed);
    }
}
