using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Who may see what: sign-in, sign-out and the license, and the gate in front of everything else.</summary>
internal sealed class DealerAccess(SignInSessions sessions, DealerCounters counters)
{
    public const string Username = "demo";
    public const string Password = "demo-drive-42";

    private const string Home = "/inventory";

    private readonly FormGuard forms = new("lakemont_form");

    public static Task ToSignInAsync(HttpContext context) => context.RedirectAsync("/sign-in" + ReturnTo(context));

    public void Map(WebApplication app)
    {
        app.Use(next => context => GuardAsync(context, next));
        app.MapGet("/", context => context.RedirectAsync(Home));
        app.MapGet("/sign-in", ShowSignInAsync);
        app.MapPost("/sign-in", SignInAsync);
        app.MapGet("/sign-out", SignOutAsync);
        app.MapGet("/license", ShowLicenseAsync);
        app.MapPost("/license", AcceptLicenseAsync);
        app.MapFallback("{**path}", context => context.HtmlAsync(
            MessagePage.Render("Page not found", "There is nothing at this address."), StatusCodes.Status404NotFound));
    }

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        PathString path = context.Request.Path;
        SignInSession? session = sessions.Find(context);
        context.Features.Set(session);
        if (path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase) || path == "/sign-in")
        {
            return next(context);
        }

        bool isApi = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (session is null)
        {
            return isApi
                ? context.JsonAsync(new { error = "signed-out" }, StatusCodes.Status401Unauthorized)
                : ToSignInAsync(context);
        }

        if (!session.HasAcceptedLicense && path != "/license" && path != "/sign-out")
        {
            return isApi
                ? context.JsonAsync(new { error = "license-not-accepted" }, StatusCodes.Status403Forbidden)
                : context.RedirectAsync("/license" + ReturnTo(context));
        }

        return next(context);
    }

    private Task ShowSignInAsync(HttpContext context) => context.Features.Get<SignInSession>() is null
        ? context.HtmlAsync(SignInPage.Render(forms.TokenFor(context), Wanted(context)))
        : context.RedirectAsync(Wanted(context));

    private async Task SignInAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? problem = !forms.Accepts(context, form) ? "This form has expired. Please try again."
            : form["username"] != Username || form["password"] != Password ? "The user name or password is not correct."
            : null;
        if (problem is not null)
        {
            counters.CountRefusedSignIn();
            string page = SignInPage.Render(forms.TokenFor(context), Local(form["returnUrl"]), problem);
            await context.HtmlAsync(page, StatusCodes.Status401Unauthorized);
            return;
        }

        sessions.Start(context);
        counters.CountSignIn();
        await context.RedirectAsync(Local(form["returnUrl"]));
    }

    private Task SignOutAsync(HttpContext context)
    {
        sessions.End(context.Features.GetRequiredFeature<SignInSession>());
        return context.RedirectAsync("/sign-in");
    }

    private Task ShowLicenseAsync(HttpContext context) =>
        context.HtmlAsync(LicensePage.Render(forms.TokenFor(context), Wanted(context)));

    private async Task AcceptLicenseAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!forms.Accepts(context, form) || form["accept"] != "yes")
        {
            string page = LicensePage.Render(
                forms.TokenFor(context), Local(form["returnUrl"]), "Please confirm that you accept the license terms.");
            await context.HtmlAsync(page, StatusCodes.Status400BadRequest);
            return;
        }

        context.Features.GetRequiredFeature<SignInSession>().AcceptLicense();
        await context.RedirectAsync(Local(form["returnUrl"]));
    }

    private static string ReturnTo(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        ? "?returnUrl=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)
        : "";

    private static string Wanted(HttpContext context) => Local(context.Request.Query["returnUrl"]);

    // "//host" and "/\host" are other sites to a browser.
    private static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.AsSpan().ContainsAny('\r', '\n')
            ? address
            : Home;
}
