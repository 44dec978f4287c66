using System.Globalization;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.OpenId;

/// <summary>
/// A single-page app with OpenID-Connect-like tokens in the page's storage: texts and files need the access token, and the refresh token is
/// spent for new ones. Served from inside this process.
/// </summary>
public sealed class OpenIdPortal : IDemoPortal
{
    private readonly OpenIdPortalOptions options;
    private readonly OpenIdGrants grants;
    private readonly OpenIdItem[] items;
    private DemoHost? host;
    private int texts;
    private int files;

    private OpenIdPortal(OpenIdPortalOptions options)
    {
        this.options = options;
        grants = new(options);
        items = [.. Enumerable.Range(1, options.Items)
            .Select(number => new OpenIdItem(number, $"TOK-{number:D4}", $"Item {number}", $"Note of item {number}"))];
    }

    /// <summary>Where the portal answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address => host!.Address;

    /// <inheritdoc/>
    public string Username => "demo";

    /// <inheritdoc/>
    public string Password => "open-sesame-5";

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(options.Items, "item")} behind an access token";

    /// <summary>All that there is, in the order of the list.</summary>
    public IReadOnlyList<OpenIdItem> Items => items;

    /// <summary>What the portal has done so far. Each reading is a snapshot.</summary>
    public OpenIdPortalCounts Counts => grants.Counts(Volatile.Read(ref texts), Volatile.Read(ref files));

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">What it is like.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<OpenIdPortal> StartAsync(OpenIdPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("OpenID portal", nameof(options));
        var portal = new OpenIdPortal(options);
        portal.host = await DemoHost.StartAsync(options.Port, _ => options.Latency, portal.Build, stopping);
        return portal;
    }

    /// <summary>Ends all grants, as after a change of the password.</summary>
    public void RevokeAll() => grants.RevokeAll();

    /// <summary>The right bytes of an item's file, for comparison.</summary>
    public static byte[] PdfOf(OpenIdItem item) =>
        OnePagePdf.Write($"File of {item.Key}", $"BT /F2 24 Tf 72 700 Td {OnePagePdf.Text(item.Key)} Tj ET\n");

    /// <summary>Stops within a second, requests that hang included.</summary>
    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Build(WebApplication app)
    {
        app.MapPost("/login", SignInAsync);
        app.MapPost("/token", RefreshAsync);
        app.MapGet("/api/list", context => AdmittedAsync(context, () => ListAsync(context)));
        app.MapGet("/api/item/{number:int}", context => AdmittedAsync(context, () => TellAsync(context)));
        app.MapGet("/files/{number:int}.pdf", context => AdmittedAsync(context, () => SendAsync(context)));
        app.MapGet("/{**address}", context => context.HtmlAsync(OpenIdApp.Render(options)));
    }

    private async Task SignInAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        await (form["user"] == Username && form["password"] == Password
            ? context.JsonAsync(grants.Begin())
            : context.JsonAsync(new { error = "invalid_grant" }, StatusCodes.Status400BadRequest));
    }

    private async Task RefreshAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        await (grants.Refresh($"{form["refresh_token"]}") is { } tokens
            ? context.JsonAsync(tokens)
            : context.JsonAsync(new { error = "invalid_grant" }, StatusCodes.Status400BadRequest));
    }

    private Task AdmittedAsync(HttpContext context, Func<Task> answer)
    {
        const string Scheme = "Bearer ";
        string header = $"{context.Request.Headers.Authorization}";
        return grants.Admits(header.StartsWith(Scheme, StringComparison.Ordinal) ? header[Scheme.Length..] : null)
            ? answer()
            : context.JsonAsync(new { error = "invalid_token" }, StatusCodes.Status401Unauthorized);
    }

    private Task ListAsync(HttpContext context)
    {
        int page = int.TryParse(context.Request.Query["page"], CultureInfo.InvariantCulture, out int asked) ? asked : 1;
        int pages = Math.Max(1, (items.Length + options.ItemsPerPage - 1) / options.ItemsPerPage);
        return context.JsonAsync(
            new { page, pages, total = items.Length, rows = items.Skip((page - 1) * options.ItemsPerPage).Take(options.ItemsPerPage) });
    }

    private Task TellAsync(HttpContext context)
    {
        if (Find(context) is not { } item)
        {
            return context.JsonAsync(new { error = "unknown-item" }, StatusCodes.Status404NotFound);
        }

        Interlocked.Increment(ref texts);
        return context.JsonAsync(item);
    }

    private Task SendAsync(HttpContext context)
    {
        if (Find(context) is not { } item)
        {
            return context.JsonAsync(new { error = "unknown-item" }, StatusCodes.Status404NotFound);
        }

        context.AnnounceFile("application/pdf", $"{item.Key}.pdf");
        return context.SendWholeAsync(PdfOf(item), () => Interlocked.Increment(ref files));
    }

    private OpenIdItem? Find(HttpContext context) =>
        items.ElementAtOrDefault(int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture) - 1);
}
