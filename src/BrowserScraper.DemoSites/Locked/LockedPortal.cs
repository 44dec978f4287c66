using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Locked;

/// <summary>
/// A portal without a sign-in form, whose pages or files are locked in another way: by HTTP itself, or by what only a browser's page sends.
/// A list, and for each item a page with a link to a file. Served from inside this process; any number may run side by side.
/// </summary>
public sealed class LockedPortal : IDemoPortal
{
    private const string Token = "token-of-the-page";
    private const string Session = "session";

    private readonly ConcurrentQueue<string> refused = [];
    private readonly ConcurrentQueue<string> authorizations = [];
    private readonly LockedPortalOptions options;
    private readonly DigestLock digest;
    private DemoHost? host;

    private LockedPortal(LockedPortalOptions options)
    {
        this.options = options;
        digest = new(options);
        Address = new("http://127.0.0.1/");
    }

    /// <inheritdoc/>
    public Uri Address { get; private set; }

    /// <inheritdoc/>
    public string Username => options.Username;

    /// <inheritdoc/>
    public string Password => options.Password;

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(options.Items, "item")} behind {options.Lock}";

    /// <summary>The paths of requests that were refused with 401, in no order.</summary>
    public IReadOnlyCollection<string> Refused => [.. refused];

    /// <summary>All Authorization headers that came, right or wrong, in no order.</summary>
    public IReadOnlyCollection<string> Authorizations => [.. authorizations];

    /// <summary>Starts it. Dispose it to stop it.</summary>
    /// <param name="options">How it is.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async Task<LockedPortal> StartAsync(LockedPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("locked portal", nameof(options));
        LockedPortal portal = new(options);
        portal.host = await DemoHost.StartAsync(0, _ => TimeSpan.Zero, portal.Build, stopping);
        portal.Address = portal.host.Address;
        return portal;
    }

    /// <summary>What an item's file says.</summary>
    public static string TextOf(int number) => $"the file of item {number}, and of no other\n";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Build(WebApplication app)
    {
        app.Use(next => context => GuardAsync(context, next));
        app.MapGet("/", HomeAsync);
        app.MapGet("/item/{number:int}", ItemAsync);
        app.MapGet("/files/{number:int}.txt", FileAsync);
    }

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        string given = context.Request.Headers.Authorization.ToString();
        if (given.Length > 0)
        {
            authorizations.Enqueue(given);
        }

        bool isFile = context.Request.Path.StartsWithSegments("/files", StringComparison.Ordinal);
        bool isLetIn = options.Lock switch
        {
            LockKind.Basic => given == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}"))}",
            LockKind.Digest or LockKind.DigestSha256 => digest.IsOpenedBy(given, context.Request),
            LockKind.BearerByScript => !isFile || given == $"Bearer {Token}",
            _ => !isFile || (context.Request.Cookies.ContainsKey(Session) && context.Request.Headers["Sec-Fetch-Site"] == "same-origin"),
        };
        return isLetIn ? next(context) : RefuseAsync(context);
    }

    private Task RefuseAsync(HttpContext context)
    {
        refused.Enqueue(context.Request.Path);
        if (options.Lock is LockKind.Basic or LockKind.Digest or LockKind.DigestSha256)
        {
            context.Response.Headers.WWWAuthenticate = options.Lock == LockKind.Basic
                ? "Basic realm=\"Members, all of them\", charset=\"UTF-8\"" : digest.Challenge();
        }

        return context.HtmlAsync("<!doctype html><title>401</title><h1>Who are you?</h1>", StatusCodes.Status401Unauthorized);
    }

    private Task HomeAsync(HttpContext context)
    {
        if (options.Lock == LockKind.FetchBound)
        {
            context.Response.Cookies.Append(Session, "of-this-browser", new() { HttpOnly = true });
        }

        IEnumerable<string> rows = Enumerable.Range(1, options.Items)
            .Select(number => $"<li data-testid=\"row\"><a href=\"/item/{number}\">Item {number}</a></li>");
        return context.HtmlAsync($"<!doctype html><title>Items</title><h1>Items</h1><ul>{string.Concat(rows)}</ul>");
    }

    private Task ItemAsync(HttpContext context)
    {
        int number = NumberOf(context);
        string ask = options.Lock == LockKind.BearerByScript ? " onclick=\"save(this); return false\"" : "";
        return context.HtmlAsync($$"""
            <!doctype html><title>Item {{number}}</title><h1>Item {{number}}</h1><a id="file" href="/files/{{number}}.txt"{{ask}}>File</a>
            <script>
              async function save(asked) {
                const answer = await fetch(asked.href, { headers: { Authorization: 'Bearer {{Token}}' } });
                const link = document.createElement('a');
                link.href = URL.createObjectURL(await answer.blob());
                link.download = '{{number}}.txt';
                link.click();
              }
            </script>
            """);
    }

    private Task FileAsync(HttpContext context)
    {
        int number = NumberOf(context);
        if (options.FilesAt is { } elsewhere)
        {
            context.Response.Redirect(new Uri(elsewhere, $"files/{number}.txt").AbsoluteUri);
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename={number}.txt";
        return context.TextAsync(TextOf(number));
    }

    private static int NumberOf(HttpContext context) =>
        int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
}
