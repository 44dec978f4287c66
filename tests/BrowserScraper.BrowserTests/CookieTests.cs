using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using BrowserScraper.Browsers;
using BrowserScraper.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Cookies outside the browser go as Chromium itself would have them go: what it takes from an answer, and what it sends where.
/// </summary>
public sealed class CookieTests : IAsyncLifetime
{
    private const string Host = "files.portal.localhost";

    /// <summary>Lines as sites send them, in bytes of UTF-8. <c>{in 1 h}</c> is a date by the server's clock.</summary>
    private static readonly string[] Lines =
    [
        "a=1", "a=", "", ";", "a=1;", " a = 1 ", "a=1=2", "a==", "a=\"1 2\"", "a=1,2", "a=1;;Path=/", "\ta\t=\t1\t", "a b=1", "a=1 2",
        "A=1; path=/x", "a=1; PATH=/x",
        "a=1; Path=", "a=1; Path", "a=1; Path=x", "a=1; Path=/x; Path=", "a=1; Path=/x; Path=/y", "a=1; Path=\"/x\"", "a=1; Path= /x ",
        "a=1; Path=/x%20y", "a=1; Path=//",
        $"a=1; Domain={Host}", "a=1; Domain=portal.localhost", "a=1; Domain=.portal.localhost", "a=1; Domain=PORTAL.localhost",
        "a=1; Domain=", "a=1; Domain=localhost", "a=1; Domain=other.localhost",
        "a=1; Domain=les.portal.localhost", "a=1; Domain=deep.files.portal.localhost", "a=1; Domain=portal.localhost; Domain=",
        "a=1; Domain=; Domain=portal.localhost",
        "a=1; Secure", "a=1; secure=no", "a=1; HttpOnly", "a=1; httponly=false", "a=1; Secure; HttpOnly; SameSite=Strict",
        "a=1; SameSite=Lax", "a=1; SameSite=lax", "a=1; SameSite=None", "a=1; SameSite=None; Secure", "a=1; SameSite=7", "a=1; SameSite=",
        "a=1; SameSite", "a=1; SameSite=Strict; SameSite=Lax",
        "__Host-a=1", "__Host-a=1; Secure; Path=/", "__Host-a=1; Secure", "__Host-a=1; Secure; Path=/; Domain=portal.localhost",
        "__Secure-a=1", "__Secure-a=1; Secure", "__host-a=1; Path=/",
        "a=1; Max-Age=60", "a=1; Max-Age=0", "a=1; Max-Age=-1", "a=1; Max-Age=", "a=1; Max-Age=6x", "a=1; Max-Age=+60",
        "a=1; Max-Age=99999999999999999999", "a=1; Max-Age=60; Max-Age=120",
        "a=1; Expires={in 1 h}", "a=1; Expires={in 1 h}; Max-Age=60", "a=1; Max-Age=60; Expires={in 1 h}",
        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=1; Expires=Mon, 01-Jan-1970 00:00:01 GMT",
        "a=1; Expires=Sunday, 06-Nov-94 08:49:37 GMT", "a=1; Expires=Sun Nov  6 08:49:37 1994", "a=1; Expires={in 1 h, asctime}",
        "a=1; Expires={in 1 h, RFC 850}", "a=1; Expires={in 1 h, wrong weekday}",
        "a=1; Expires={in 1 h, no weekday}", "a=1; Expires={in 1 h, dashes}", "a=1; Expires={in 1 h, lower case}", "a=1; Expires=soon",
        "a=1; Expires=", "a=1; Expires=0", "a=1; Expires=-1",
        "a=1; Expires=Thu, 32 Jan 2099 00:00:00 GMT", "a=1; Expires=Thu, 01 Jan 2099 24:00:00 GMT",
        "a=1; Expires=Thu, 01 Jan 9999 00:00:00 GMT", "a=1; Expires=Fri, 31 Dec 2099 23:59:59",
        "a=f\u00FCr", "a=\u732B", "a=1; Unknown=2", "a=1; Priority=High", "a=1; Version=1; Comment=none", "a=%00", "a=1\tb",
        "a=1; Path=/x\ty",
    ];

    private static readonly string[] Jar =
    [
        "host=1; Path=/", "deep=1; Path=/app", "own=1", "domain=1; Domain=portal.localhost; Path=/", "safe=1; Secure; Path=/",
        "strict=1; SameSite=Strict; Path=/", "slash=1; Path=/app/",
        "odd=a b\"c; Path=/", "umlaut=f\u00FCr; Path=/", "refresh=1; Path=/api/refresh; HttpOnly",
    ];

    private readonly ConcurrentDictionary<string, string> sent = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private volatile string[] lines = [];

    public CookieTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.RequestHeaderEncodingSelector = kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8);
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/app/set", context =>
        {
            context.Response.Headers.SetCookie = lines;
            return context.Response.WriteAsync("<p>set");
        });
        app.MapFallback(context =>
        {
            sent[$"{context.Request.Host.Host}{context.Request.Path}"] = context.Request.Headers.Cookie.ToString();
            return context.Response.WriteAsync("<p>sent");
        });
    }

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Parse_LinesAsSitesSendThem_TakesWhatChromiumTakes()
    {
        Uri address = AddressOf(Host, "/app/set");
        List<string> differences = [];
        await WithPageAsync(async page =>
        {
            foreach (string line in Lines)
            {
                DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
                string dated = Dated(line, now.AddHours(1));
                lines = [dated];
                await page.GotoAsync(address.AbsoluteUri);
                string chromium =
                    TextOf((await page.Context.CookiesAsync())
                    .Select(cookie =>
                        (cookie.Name, cookie.Value, cookie.Domain, cookie.Path, cookie.Secure, cookie.HttpOnly, (double)cookie.Expires,
                        now)));
                string ours = TextOf(SetCookie.Parse(dated, address, now, now) is not { } read || read.Expires is 1 ? []
                    : [(read.Name, read.Value, read.Domain!, read.Path!, read.Secure == true, read.HttpOnly == true, read.Expires
                        ?? -1, now)]);
                if (chromium != ours)
                {
                    differences.Add($"{line}: Chromium {chromium}, ours {ours}");
                }

                await page.Context.ClearCookiesAsync();
            }
        });

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [InlineData(Host, "/")]
    [InlineData(Host, "/app")]
    [InlineData(Host, "/app/")]
    [InlineData(Host, "/app/file")]
    [InlineData(Host, "/application")]
    [InlineData(Host, "/api/refresh")]
    [InlineData(Host, "/api/refresh/x")]
    [InlineData(Host, "/api/refreshing")]
    [InlineData("portal.localhost", "/app/x")]
    [InlineData("other.portal.localhost", "/app/x")]
    [InlineData("deep.files.portal.localhost", "/app/x")]
    [InlineData("portal2.localhost", "/app/x")]
    public async Task HeaderAsync_WhereverARequestGoes_IsWhatChromiumSends(string host, string path) => await WithPageAsync(async page =>
    {
        lines = Jar;
        await page.GotoAsync(AddressOf(Host, "/app/set").AbsoluteUri);
        Uri address = AddressOf(host, path);

        string ours = await BrowserCookies.HeaderAsync(page, address) ?? "";
        await page.EvaluateAsync(
            "to => { const link = document.createElement('a'); link.href = to; document.body.append(link); link.click(); }",
            address.AbsoluteUri);
        await page.GetByText("sent").WaitForAsync();

        Assert.Equal(sent[$"{host}{path}"].Split("; ").Order(), ours.Split("; ").Order());
    });

    [Fact]
    public async Task KeepAsync_OneOddCookieAmongOthers_KeepsTheOthers() => await WithPageAsync(async page =>
    {
        await BrowserCookies.KeepAsync(page.Context, [Cookie("a", "1"), Cookie("b", "\u0007"), Cookie("c", "3")]);

        Assert.Equal(["a", "c"], (await page.Context.CookiesAsync()).Select(cookie => cookie.Name).Order());
    });

    private static Cookie Cookie(string name, string value) => new() { Name = name, Value = value, Domain = Host, Path = "/" };

    private Uri AddressOf(string host, string path) => new($"http://{host}:{new Uri(app.Urls.Single()).Port}{path}");

    private static async Task WithPageAsync(Func<IPage, Task> work)
    {
        await using BrowserHost host = new(
            new() { Path = Environment.GetEnvironmentVariable("BROWSER_PATH") }, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
        IBrowser browser = await host.GetAsync(TestContext.Current.CancellationToken);
        await work(await browser.NewPageAsync());
    }

    // Lifetimes in steps of ten minutes: Playwright takes them as floats.
    private static string TextOf(
        IEnumerable<(
            string Name, string Value, string Domain, string Path, bool Secure, bool HttpOnly, double Expires,
            DateTimeOffset Now)> cookies) => string.Join(" and ", cookies.Select(cookie =>
        $"[{cookie.Name}|{cookie.Value}|{cookie.Domain}|{cookie.Path}|{(cookie.Secure ? "secure" : "")}|{(cookie.HttpOnly ? "http" : "")}|"
        + $"{(cookie.Expires < 0 ? "session" : $"{Math.Round((cookie.Expires - cookie.Now.ToUnixTimeSeconds()) / 600) + 0.0}")}]"));

    private static string Dated(string line, DateTimeOffset at)
    {
        string In(string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
        return line
            .Replace("{in 1 h}", In("r"), StringComparison.Ordinal)
            .Replace("{in 1 h, asctime}", In("ddd MMM d HH:mm:ss yyyy"), StringComparison.Ordinal)
            .Replace("{in 1 h, RFC 850}", In("dddd, dd-MMM-yy HH:mm:ss 'GMT'"), StringComparison.Ordinal)
            .Replace("{in 1 h, wrong weekday}", at.AddDays(1).UtcDateTime.ToString("ddd", CultureInfo.InvariantCulture)
                + In(", dd MMM yyyy HH:mm:ss 'GMT'"), StringComparison.Ordinal)
            .Replace("{in 1 h, no weekday}", In("dd MMM yyyy HH:mm:ss 'GMT'"), StringComparison.Ordinal)
            .Replace("{in 1 h, dashes}", In("ddd, dd-MMM-yyyy HH:mm:ss 'GMT'"), StringComparison.Ordinal)
            .Replace("{in 1 h, lower case}", In("r").ToLowerInvariant(), StringComparison.Ordinal);
    }
}
