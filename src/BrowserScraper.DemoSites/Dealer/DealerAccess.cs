using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>Who may see what: sign-in, sign-out and the license, and the gate in front of everything else.</summary>
internal sealed class DealerAccess
{
    public const string Username = "demo";
    public const string Password = "demo-drive-42";

    private readonly FormGuard forms = new("lakemont_form");
    private readonly ReturnAddress addresses = new("/inventory");
    private readonly SignInSessions<DealerSession> sessions;
    private readonly SignInPages signIn;

    public DealerAccess(SignInSessions<DealerSession> sessions, VisitCounters counters)
    {
        this.sessions = sessions;
        signIn = new SignInPages(forms, addresses, counters, DealerSignInPage.Render, Enter);
    }

    public void Map(WebApplication app)
    {
        app.Use(next => context => GuardAsync(context, next));
        app.MapGet("/", context => context.RedirectAsync("/inventory"));
        app.MapGet("/sign-in", ShowSignInAsync);
        app.MapPost("/sign-in", signIn.SubmitAsync);
        app.MapGet("/sign-out", SignOutAsync);
        app.MapGet("/license", ShowLicenseAsync);
        app.MapPost("/license", AcceptLicenseAsync);
        app.MapFallback("{**path}", context => context.HtmlAsync(
            DealerMessagePage.Render("Page not found", "There is nothing at this address."), StatusCodes.Status404NotFound));
    }

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        PathString path = context.Request.Path;
        DealerSession? session = sessions.Find(context);
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
                : SignInPages.SendThereAsync(context);
        }

        if (!session.HasAcceptedLicense && path != "/license" && path != "/sign-out")
        {
            return isApi
                ? context.JsonAsync(new { error = "license-not-accepted" }, StatusCodes.Status403Forbidden)
                : context.RedirectAsync("/license" + ReturnAddress.QueryOf(context));
        }

        return next(context);
    }

    private Task ShowSignInAsync(HttpContext context) => context.Features.Get<DealerSession>() is null
        ? signIn.ShowAsync(context)
        : context.RedirectAsync(addresses.Wanted(context));

    private string? Enter(HttpContext context, string? username, string? password)
    {
        if (username != Username || password != Password)
        {
            return "The user name or password is not correct.";
        }

        sessions.Start(context, id => new DealerSession(id));
        return null;
    }

    private Task SignOutAsync(HttpContext context)
    {
        sessions.End(context.Features.GetRequiredFeature<DealerSession>());
        return context.RedirectAsync("/sign-in");
    }

    private Task ShowLicenseAsync(HttpContext context) =>
        context.HtmlAsync(LicensePage.Render(forms.TokenFor(context), addresses.Wanted(context)));

    private async Task AcceptLicenseAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!forms.Accepts(context, form) || form["accept"] != "yes")
        {
            string page = LicensePage.Render(
                forms.TokenFor(context), addresses.Wanted(form), "Please confirm that you accept the license terms.");
            await context.HtmlAsync(page, StatusCodes.Status400BadRequest);
            return;
        }

        context.Features.GetRequiredFeature<DealerSession>().AcceptLicense();
        await context.RedirectAsync(addresses.Wanted(form));
    }
}
