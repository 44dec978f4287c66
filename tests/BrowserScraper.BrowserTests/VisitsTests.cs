using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>What a real browser says where a host does not answer, or only half, and what an attempt makes of it.</summary>
public sealed class VisitsTests
{
    private const string Html = "<!doctype html><title>half</title><p>and no more";

    private static readonly string Whole =
        $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Html.Length}\r\nConnection: close\r\n\r\n{Html}";

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["empty"] = "",
        ["whole after empty"] = Whole,
        ["half by length"] = $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n{Html}",
        ["half by chunks"] =
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{Html.Length:x}\r\n{Html}\r\n",
        ["502"] = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ["503"] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ["504"] = "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ["503 with a time"] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ["500"] = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ["whole"] = Whole,
    };

    /// <summary>No case may take REQUEST_TIMEOUT, which is 60 s here: a broken document ends the wait at once.</summary>
    [Fact]
    public async Task GoAsync_HostsOfAllKinds_EndAsTheyAre()
    {
        using HostWatch hosts = new(TimeSpan.FromMinutes(10), (_, _) => Task.FromResult<string?>(null), _ => { }, TimeProvider.System);
        hosts.Answered(new Uri("http://elsewhere.example/"), TimeProvider.System.GetUtcNow());
        await using BrowserHost host = new(
            new() { Path = Environment.GetEnvironmentVariable("BROWSER_PATH") }, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
        IBrowser browser = await host.GetAsync(TestContext.Current.CancellationToken);
        IPage page = await browser.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        Visits visits = new(hosts, HttpLogins.None, TimeProvider.System);
        Dictionary<string, string> ends = new(StringComparer.Ordinal);
        foreach ((string name, string answer) in Answers)
        {
            using RawServer server = new(answer);
            ends[name] = await EndOfAsync(visits, page, server.Address);
        }

        ends["refused"] = await EndOfAsync(visits, page, RawServer.Closed());
        ends["no such name"] = await EndOfAsync(visits, page, new Uri("http://nowhere.invalid/"));
        page.SetDefaultTimeout(2_000);
        using RawServer silent = new("", closes: false);
        ends["silent"] = await EndOfAsync(visits, page, silent.Address);

        foreach ((string name, string end) in ends)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {end}");
        }

        string[] away = [.. ends.Where(end => end.Value.StartsWith("Unreachable", StringComparison.Ordinal)).Select(end => end.Key)];
        Assert.Equal(["empty", "half by length", "half by chunks", "502", "503", "504", "refused", "silent"], away);
        Assert.StartsWith("Failed", ends["no such name"], StringComparison.Ordinal);
        Assert.Contains("ERR_CONTENT_LENGTH_MISMATCH", ends["half by length"], StringComparison.Ordinal);
        Assert.Contains("ERR_INCOMPLETE_CHUNKED_ENCODING", ends["half by chunks"], StringComparison.Ordinal);
        Assert.Equal(["503", "500", "200", "200"], [ends["503 with a time"], ends["500"], ends["whole"], ends["whole after empty"]]);
    }

    /// <summary>
    /// What the page still shows may get in the way of where it is sent: such as a download that its script begins in that moment.
    /// </summary>
    [Fact]
    public async Task GoAsync_TheBrowserGivesTheFirstVisitUp_GoesThereOnceMore()
    {
        using HostWatch hosts = new(TimeSpan.FromMinutes(10), (_, _) => Task.FromResult<string?>(null), _ => { }, TimeProvider.System);
        await using BrowserHost host = new(
            new() { Path = Environment.GetEnvironmentVariable("BROWSER_PATH") }, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
        IBrowser browser = await host.GetAsync(TestContext.Current.CancellationToken);
        IPage page = await browser.NewPageAsync();
        ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
        int asked = 0;
        await page.RouteAsync("**/*", async route => // held before it is answered
            await (++asked == 1 ? protocol.SendAsync("Page.stopLoading") : route.ContinueAsync()));
        using RawServer server = new(Whole);

        Assert.Equal("200", await EndOfAsync(new(hosts, HttpLogins.None, TimeProvider.System), page, server.Address));
        Assert.Equal(2, asked);
    }

    private static async Task<string> EndOfAsync(Visits visits, IPage page, Uri address)
    {
        long began = TimeProvider.System.GetTimestamp();
        try
        {
            IResponse? answer = await visits.GoAsync(page, address, WaitUntilState.DOMContentLoaded);
            return $"{answer?.Status}";
        }
        catch (ItemEndedException ended)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(55),
                $"{address}: {ended.Message} came with REQUEST_TIMEOUT");
            return ended.Message;
        }
    }
}
