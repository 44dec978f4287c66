using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BrowserScraper.Browsers;
using BrowserScraper.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Thirty jars, as sites fill them over several hosts: what our own requests carry for a link that is followed from Home is what Chromium
/// itself sends. Names are the browser's own affair (<c>--host-resolver-rules</c>), and HTTPS is by a certificate that nobody has signed.
/// </summary>
public sealed class CookieJarTests : IAsyncLifetime
{
    private const string Home = "https://portal.shop.example/app/home";

    private readonly ConcurrentDictionary<string, string> sent = new(StringComparer.Ordinal);
    private readonly X509Certificate2 certificate = SelfMade();
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> toSet = new();

    public CookieJarTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        app = builder.Build();
        app.MapFallback(context =>
        {
            string at = $"{context.Request.Scheme}://{context.Request.Host.Host}"
                + $"{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}";
            sent[at] = context.Request.Headers.Cookie.ToString();
            if (context.Request.Query.ContainsKey("set"))
            {
                context.Response.Headers.SetCookie = toSet.ToArray();
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"<!doctype html><p>{at}</p>");
        });
    }

    /// <summary>
    /// Where each cookie is set, and where the link leads; <c>|</c> parts several cookies of one answer, and <c>+</c> the answers.
    /// </summary>
    private static readonly (string Jar, string Target)[] Jars =
    [
        // hosts
        ("https://portal.shop.example/app/ a=1", "https://portal.shop.example/app/file"),
        ("https://portal.shop.example/app/ a=1", "https://files.shop.example/app/file"),
        ("https://portal.shop.example/app/ a=1", "https://deep.portal.shop.example/app/file"),
        ("https://portal.shop.example/ a=1; Domain=shop.example", "https://files.shop.example/file"),
        ("https://portal.shop.example/ a=1; Domain=.portal.shop.example", "https://deep.portal.shop.example/file"),
        ("https://portal.shop.example/ a=1; Domain=portal.shop.example", "https://files.shop.example/file"),
        ("https://portal.shop.example/ a=host; Path=/|a=domain; Domain=shop.example; Path=/", "https://portal.shop.example/file"),
        ("https://portal.shop.example/ a=host; Path=/|a=domain; Domain=shop.example; Path=/", "https://files.shop.example/file"),
        ("https://portal.shop.example/ a=1; Domain=example", "https://files.shop.example/file"),
        ("https://portal.shop.co.uk/ a=1; Domain=co.uk|b=1; Domain=shop.co.uk", "https://files.shop.co.uk/file"),
        ("https://files.shop.example/ a=theirs + https://portal.shop.example/ a=ours", "https://files.shop.example/file"),
        // paths
        ("https://portal.shop.example/app/x a=1; Path=/app", "https://portal.shop.example/application"),
        ("https://portal.shop.example/app/x a=1; Path=/app", "https://portal.shop.example/app"),
        ("https://portal.shop.example/app/x a=1; Path=/app/", "https://portal.shop.example/app"),
        ("https://portal.shop.example/app/x a=1", "https://portal.shop.example/app/y/z"),
        ("https://portal.shop.example/app/x a=root; Path=/|a=app; Path=/app|a=file; Path=/app/file",
            "https://portal.shop.example/app/file/1"),
        ("https://portal.shop.example/ a=1; Path=/API", "https://portal.shop.example/api/x"),
        ("https://portal.shop.example/ a=1; Path=/a%20b", "https://portal.shop.example/a%20b/c"),
        // schemes, prefixes
        ("https://portal.shop.example/ a=1; Secure|b=1", "http://portal.shop.example/file"),
        ("https://portal.shop.example/ a=1; Secure|b=1", "https://portal.shop.example/file"),
        ("http://portal.shop.example/ a=1|b=1; Secure", "https://portal.shop.example/file"),
        ("https://portal.shop.example/ __Host-a=1; Secure; Path=/|__Secure-b=1; Secure; Domain=shop.example",
            "https://portal.shop.example/file"),
        ("https://portal.shop.example/ __Host-a=1; Secure; Path=/|__Secure-b=1; Secure; Domain=shop.example",
            "https://files.shop.example/file"),
        ("https://portal.shop.example/ __Host-a=1; Secure; Path=/; Domain=shop.example|__Host-b=1; Path=/|__Secure-c=1",
            "https://portal.shop.example/file"),
        ("https://portal.shop.example/ __Host-a=1; Secure; Path=/", "http://portal.shop.example/file"),
        // same site
        ("https://portal.shop.example/ a=1; SameSite=Strict|b=1; SameSite=Lax|c=1; SameSite=None; Secure",
            "https://portal.shop.example/file"),
        ("https://portal.shop.example/ a=1; SameSite=Strict; Domain=shop.example|b=1; SameSite=Lax; Domain=shop.example",
            "https://files.shop.example/file"),
        ("https://cdn.other.example/ a=1; SameSite=Lax|b=1; SameSite=None; Secure|c=1", "https://cdn.other.example/file"),
        ("https://cdn.other.example/ a=1; SameSite=Strict|b=1", "https://cdn.other.example/file"),
        ("http://portal.shop.example/ a=1; SameSite=Strict|b=1", "http://portal.shop.example/file"),
        // values, lifetimes, partitions
        ("https://portal.shop.example/ a=1; HttpOnly|b=2; Max-Age=60|c=3; Max-Age=0", "https://portal.shop.example/file"),
        ("https://portal.shop.example/ a=x y\"z|b=|c|=d|e=f=g", "https://portal.shop.example/file"),
        ("https://portal.shop.example/ __Host-a=1; Secure; Path=/; SameSite=None; Partitioned|b=1", "https://portal.shop.example/file"),
    ];

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }

    [Fact]
    public async Task HeaderAsync_LinkFollowedFromHome_IsWhatChromiumSends()
    {
        await using BrowserHost host = new(
            new() { Path = Environment.GetEnvironmentVariable("BROWSER_PATH"), MoreArguments = [$"--host-resolver-rules={Rules()}"] },
            _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
        IBrowser browser = await host.GetAsync(TestContext.Current.CancellationToken);
        List<string> differences = [];
        int withCookies = 0;
        foreach ((string jar, string target) in Jars)
        {
            await using IBrowserContext context = await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true });
            IPage page = await context.NewPageAsync();
            await FillAsync(page, jar);
            await page.GotoAsync(Home);
            string ours = await BrowserCookies.HeaderAsync(page, new(target)) ?? "";
            await page.EvaluateAsync(
                "to => { const link = document.createElement('a'); link.href = to; document.body.append(link); link.click(); }", target);
            await page.GetByText(target, new() { Exact = true }).WaitForAsync();
            withCookies += sent[target].Length > 0 ? 1 : 0;
            if (Comparable(sent[target]) != Comparable(ours))
            {
                differences.Add($"{jar} -> {target}: Chromium '{sent[target]}', ours '{ours}'");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(withCookies > Jars.Length / 2,
            $"only {withCookies} of {Jars.Length} requests had a cookie: hardly anything was compared");
    }

    // Of cookies with one name their order counts; of others only the browser knows it, and nobody asks.
    private static string Comparable(string header) =>
        string.Join("; ", header.Split("; ").OrderBy(pair => pair.Split('=')[0], StringComparer.Ordinal));

    private async Task FillAsync(IPage page, string jar)
    {
        foreach (string answer in jar.Split(" + "))
        {
            string[] parts = answer.Split(' ', 2);
            toSet.Clear();
            Array.ForEach(parts[1].Split('|'), toSet.Enqueue);
            await page.GotoAsync($"{parts[0]}?set");
        }
    }

    // One port for each scheme, under the names and the ports that the web has.
    private string Rules()
    {
        int[] ports = [.. app.Urls.Select(url => new Uri(url)).OrderBy(url => url.Scheme == "https").Select(url => url.Port)];
        return $"MAP *:80 127.0.0.1:{ports[0]}, MAP *:443 127.0.0.1:{ports[1]}";
    }

    private static X509Certificate2 SelfMade()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=*.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
