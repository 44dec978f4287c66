using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Odd.Pages;
using BrowserScraper.DemoSites.Sessions;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Who may see what, and what the others get.</summary>
internal sealed class OddAccess(
    OddPortalOptions options, OddSessions sessions, OddCounters counters, OddAnswers answers, OddForms forms, OddTokens tokens)
{
    public void Map(WebApplication app)
    {
        app.Use(next => context => GuardAsync(context, next));
        tokens.Map(app);
        app.MapGet("/sign-in", ShowAsync);
        app.MapPost("/sign-in", context => forms.SubmitAsync(context));
        app.MapPost("/api/sign-in", context => forms.SubmitByScriptAsync(context));
        app.MapGet("/sign-out", SignOutAsync);
        app.MapPost("/license", AcceptLicenseAsync);
    }

    private static bool IsOpen(PathString path) =>
        path == "/sign-in" || path == "/sign-out" || path == "/api/sign-in" || path == "/api/me" || path == "/api/session"
            || path == OddTokens.ExactPath || path == OddTokens.SessionPath || path == "/robots.txt";

    private static bool IsApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool IsFile(PathString path) => path.StartsWithSegments("/files", StringComparison.OrdinalIgnoreCase);

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        PathString path = context.Request.Path;
        OddSession? session = sessions.Find(context);
        context.Features.Set(session);
        sessions.Show(context, session);
        if (session is null && options.VisitorCookies)
        {
            context.Response.Cookies.Append("odd_visitor", Guid.NewGuid().ToString("n"), SiteCookie.Options);
        }

        if (IsOpen(path) || (options.IsApp && !IsApi(path) && !IsFile(path)))
        {
            return next(context);
        }

        if (session is null && options.SignOut == OddSignOut.KnownElsewhere
            && path.StartsWithSegments("/item", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        if (session is null || !tokens.Lets(context, session))
        {
            return RefuseAsync(context);
        }

        if (sessions.LacksLicense(session) && path != "/license")
        {
            return answers.PageAsync(context, OddLicense.Render(forms.TokenFor(context), OddForms.AddressOf(context)));
        }

        return IsStale(path) ? RefuseAsync(context) : next(context);
    }

    private bool IsStale(PathString path)
    {
        if (options.SignOut is not (OddSignOut.Stale or OddSignOut.StaleRedirect)
            || !path.StartsWithSegments("/item", StringComparison.OrdinalIgnoreCase)
            || counters.Add(OddCount.ItemRequest) % options.StaleEvery != 0)
        {
            return false;
        }

        counters.Add(OddCount.Stale);
        return true;
    }

    private Task RefuseAsync(HttpContext context)
    {
        if (IsApi(context.Request.Path) || options.IsApp)
        {
            return context.JsonAsync(new { error = "signed-out" }, StatusCodes.Status401Unauthorized);
        }

        if (options.SignOut == OddSignOut.KnownElsewhere && OddForms.IsKnown(context))
        {
            return forms.EnterKnownAsync(context);
        }

        return options.SignOut is OddSignOut.Redirect or OddSignOut.StaleRedirect
            ? SignInPages.SendThereAsync(context)
            : forms.ShowAsync(context, "Login required");
    }

    private Task ShowAsync(HttpContext context)
    {
        if (options.IsApp)
        {
            return answers.PageAsync(context, OddShell.Render(options, forms.TokenFor(context)));
        }

        return context.Features.Get<OddSession>() is null || options.SignOut == OddSignOut.StaleRedirect
            ? forms.ShowAsync(context, "Sign in")
            : context.RedirectAsync("/");
    }

    private Task SignOutAsync(HttpContext context)
    {
        if (context.Features.Get<OddSession>() is { } session)
        {
            sessions.End(session);
        }

        return context.RedirectAsync("/sign-in");
    }

    private async Task AcceptLicenseAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["accept"] == "yes" && forms.Accepts(context, form))
        {
            sessions.AcceptLicense(context.Features.GetRequiredFeature<OddSession>());
        }

        await context.RedirectAsync(OddForms.WantedOf(form));
    }
}
