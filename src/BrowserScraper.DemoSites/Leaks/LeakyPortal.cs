using System.Net;
using System.Text.Json;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Leaks;

/// <summary>
/// A portal that tells everything it knows about whoever has signed in: password, cookie and token stand in its pages, headers, scripts,
/// alerts, redirects and addresses, in every spelling. Each kind of failure has an item. Served from inside this process; any number may
/// run side by side.
/// </summary>
public sealed class LeakyPortal : IDemoPortal
{
    private const string Session = "sid";

    private readonly LeakyPortalOptions options;
    private DemoHost? host;

    private LeakyPortal(LeakyPortalOptions options)
    {
        this.options = options;
        Address = new("http://127.0.0.1/");
    }

    /// <summary>What its items do, in order; the names are their keys.</summary>
    public static IReadOnlyList<string> Kinds =>
        ["page", "redirect", "headers", "script", "skip", "reject", "file", "link", "broken", "fine"];

    /// <inheritdoc/>
    public Uri Address { get; private set; }

    /// <inheritdoc/>
    public string Username => options.Username;

    /// <inheritdoc/>
    public string Password => options.Password;

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(Kinds.Count, "item")} that tell secrets";

    private string[] Secrets => [options.Password, options.Cookie, options.Token];

    /// <summary>Starts it. Dispose it to stop it.</summary>
    public static async Task<LeakyPortal> StartAsync(LeakyPortalOptions options, CancellationToken stopping = default)
    {
        LeakyPortal portal = new(options);
        portal.host = await DemoHost.StartAsync(0, _ => TimeSpan.Zero, portal.Build, stopping);
        portal.Address = portal.host.Address;
        return portal;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Build(WebApplication app)
    {
        app.MapGet("/", context => IsIn(context) ? HomeAsync(context) : context.RedirectAsync($"/login?back={Query("/?page=1")}&{Leak()}"));
        app.MapGet("/login", context => LoginAsync(context, said: ""));
        app.MapPost("/login", EnterAsync);
        app.MapGet("/item", ItemAsync);
        app.MapGet("/deny", context => context.HtmlAsync(Page("denied", Everything()), StatusCodes.Status500InternalServerError));
        app.MapGet("/file", context => context.HtmlAsync(Page("not the file", Everything())));
        app.MapGet("/api/me",
            context => context.JsonAsync(
                new { user = options.Username, secrets = Secrets, echo = context.Request.Headers.Authorization.ToString() }));
    }

    private bool IsIn(HttpContext context) =>
        context.Request.Headers.Cookie.ToString().Contains($"{Session}={options.Cookie}", StringComparison.Ordinal);

    private static Task LoginAsync(HttpContext context, string said, int status = StatusCodes.Status200OK) => context.HtmlAsync($"""
        <!doctype html><title>Sign in</title>{said}
        <form method="post" action="/login"><input name="user"><input name="password" type="password"><button>Sign in</button></form>
        """, status);

    private async Task EnterAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string given = form["password"].ToString();
        if (options.RefusesEverybody || form["user"] != options.Username || given != options.Password)
        {
            await LoginAsync(
                context, $"<p role=\"alert\">'{WebUtility.HtmlEncode(given)}' is not your password, "
                    + $"{WebUtility.HtmlEncode(form["user"])}: {Written(options.Spell(given))}</p>");
            return;
        }

        context.Response.Headers.Append("Set-Cookie", $"{Session}={options.Cookie}; Path=/; HttpOnly");
        Leak(context);
        await context.RedirectAsync($"/?{Leak()}");
    }

    private Task HomeAsync(HttpContext context)
    {
        IEnumerable<string> rows = Kinds.Select(kind => $"<li data-testid=\"row\"><a href=\"/item?kind={kind}\">{kind}</a></li>");
        return context.HtmlAsync(Page("Items", $"<ul>{string.Concat(rows)}</ul>"));
    }

    private async Task ItemAsync(HttpContext context)
    {
        Leak(context);
        string kind = context.Request.Query["kind"].ToString();
        switch (kind)
        {
            case "redirect":
                await context.RedirectAsync($"/deny?{Leak()}");
                break;
            case "headers":
                await context.HtmlAsync(Page(kind, Everything()), StatusCodes.Status403Forbidden);
                break;
            case "broken":
                context.Response.Headers.ContentLength = 100_000;
                await context.Response.WriteAsync(Page(kind, Everything()), context.RequestAborted);
                context.Abort();
                break;
            case "link":
                await context.HtmlAsync(
                    Page(kind, $"<a id=\"file\" href=\"http://127.0.0.1:9/file?{WebUtility.HtmlEncode(Leak())}\">File</a>"));
                break;
            case "fine":
                await context.HtmlAsync(Page(kind, "<p data-testid=\"value\">this one is fine</p>"));
                break;
            default:
                await context.HtmlAsync(
                    Page(kind, $"{Everything()}<a id=\"file\" href=\"/file?{WebUtility.HtmlEncode(Leak())}\">File</a>"));
                break;
        }
    }

    /// <summary>Parameters of an address.</summary>
    private string Leak() =>
        $"sid={Query(options.Cookie)}&token={Query(options.Token)}&note={Query(options.Password)}&more={Query(string.Join('|', Secrets))}";

    private void Leak(HttpContext context)
    {
        context.Response.Headers["X-Debug"] = string.Join(' ', Secrets.Select(Query));
        context.Response.Headers["X-Auth-Token"] = options.Token;
        context.Response.Headers.Append("Set-Cookie", $"remember={Query(options.Token)}; Path=/");
    }

    private string Everything() =>
        string.Concat(Secrets.Select((secret, number) => $"<section id=\"s{number}\">{Written(options.Spell(secret))}</section>"));

    /// <summary>In words, attributes, a remark, and what a script says.</summary>
    private static string Written(IEnumerable<string> spellings)
    {
        string[] all = [.. spellings];
        return string.Concat(
            all.Select(each =>
                $"<p>{each.Replace("<", "&lt;", StringComparison.Ordinal)}</p><i title=\"{WebUtility.HtmlEncode(each)}\" "
                    + $"data-raw='{each.Replace("'", "&#39;", StringComparison.Ordinal)}'></i>"))
            + $"<!-- {string.Join(' ', all).Replace("--", "- -", StringComparison.Ordinal)} -->";
    }

    private string Page(string title, string body) => $$"""
        <!doctype html><title>{{title}}</title>
        <a id="out" href="/out?{{WebUtility.HtmlEncode(Leak())}}">Sign out</a><h1>{{title}}</h1>{{body}}
        <script>
          const secrets = {{JsonSerializer.Serialize(Secrets)}};
          localStorage.setItem('auth', JSON.stringify({
            access_token: {{JsonSerializer.Serialize(options.Token)}}, theme: 'dark-and-quiet-theme' }));
          document.cookie = 'seen=' + encodeURIComponent(secrets[2]) + '; path=/';
          for (const secret of secrets) {
            console.error('console says ' + secret + ' and ' + encodeURIComponent(secret)
              + ' and ' + btoa(unescape(encodeURIComponent(secret))));
          }
          fetch('/api/me?' + new URLSearchParams({ token: secrets[2], again: secrets[0] }), {
            headers: { Authorization: 'Bearer ' + secrets[2] } });
          if ({{JsonSerializer.Serialize(title)}} === 'page') {
            alert('alert says ' + secrets.join(' '));
            setTimeout(() => { throw new Error('error says ' + secrets.join(' ')); });
          }
        </script>
        """;

    private static string Query(string value) => Uri.EscapeDataString(value);
}
