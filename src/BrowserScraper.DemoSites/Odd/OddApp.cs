using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Odd.Pages;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Home and what is left: pages of the portal, or the shell of an app, and what the shells ask.</summary>
internal sealed class OddApp(OddPortalOptions options, OddSessions sessions, OddAnswers answers, OddForms forms)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/api/me", TellWhoAsync);
        app.MapGet("/api/session", RestoreAsync);
        app.MapGet("/robots.txt", context => context.TextAsync("User-agent: *\nDisallow:\n"));
        if (!options.IsApp)
        {
            app.MapGet("/",
                context => answers.PageAsync(context, OddFrame.Inside(options.SignOut, "Home", "<h1>Home</h1><p>Good day, demo.</p>")));
        }

        app.MapFallback("{**path}", ElseAsync);
    }

    /// <summary>Middleware: an app's pages are one shell, whatever is asked for.</summary>
    public RequestDelegate DrawShell(RequestDelegate next) => context =>
        options.IsApp && HttpMethods.IsGet(context.Request.Method) && IsView(context.Request.Path)
            ? answers.PageAsync(context, OddShell.Render(options, forms.TokenFor(context)))
            : next(context);

    private static bool IsView(PathString path) =>
        path == "/" || path == "/list" || path.StartsWithSegments("/item", StringComparison.OrdinalIgnoreCase);

    private Task ElseAsync(HttpContext context) =>
        context.HtmlAsync(OddFrame.Bare("Not found", "<h1>Not found</h1>"), StatusCodes.Status404NotFound);

    // The shell that stays wants an error, the one that asks first wants an answer.
    private Task TellWhoAsync(HttpContext context) => sessions.Find(context) is not null
        ? context.JsonAsync(new { user = (string?)OddForms.Username })
        : context.JsonAsync(
            new { user = (string?)null }, options.SignOut == OddSignOut.ShellStays
                ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);

    private async Task RestoreAsync(HttpContext context)
    {
        await Task.Delay(options.RestoreDelay, TimeProvider.System, context.RequestAborted);
        await (sessions.Find(context) is not null
            ? context.JsonAsync(new { user = OddForms.Username })
            : context.JsonAsync(new { error = "signed-out" }, StatusCodes.Status401Unauthorized));
    }
}
