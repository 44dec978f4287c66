using BrowserScraper.Server.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Access;

/// <summary>Exchanges the token for a cookie, so that a browser can show the dashboard.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/sign-in";

    private const string File = "sign-in.html";

    private const string PlainPage = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Sign in - BrowserScraper</title>
        <main><h1>BrowserScraper</h1><form method="post" action="/sign-in"><p><label for="token">Token (SERVER_TOKEN)</label></p>
        <p><input id="token" name="token" type="password" autocomplete="current-password"
          required autofocus> <button>Sign in</button></p></form></main></html>
        """;

    public static void Map(IEndpointRouteBuilder routes, TokenRule tokens)
    {
        routes.MapGet(Path, ShowAsync).ExcludeFromDescription();
        routes.MapPost(Path, (HttpContext context) => EnterAsync(context, tokens)).ExcludeFromDescription();
    }

    private static Task ShowAsync(HttpContext context)
    {
        if (DashboardEndpoints.Has(File))
        {
            return DashboardEndpoints.SendAsync(context, File);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = DashboardEndpoints.Policy;
        return context.Response.WriteAsync(PlainPage, context.RequestAborted);
    }

    private static async Task EnterAsync(HttpContext context, TokenRule tokens)
    {
        bool isForm = context.Request.HasFormContentType;
        string? given = isForm
            ? (await context.Request.ReadFormAsync(context.RequestAborted))["token"]
            : (await context.Request.ReadFromJsonAsync<TokenOrder>(ServiceJson.Options, context.RequestAborted))?.Token;
        if (tokens.IsNeeded && (given is null || !tokens.Fits(given)))
        {
            throw new ServiceException(StatusCodes.Status401Unauthorized, "this is not the token of this service (SERVER_TOKEN)");
        }

        if (tokens.CookieValue is { } value)
        {
            context.Response.Cookies.Append(
                TokenRule.Cookie, value,
                new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", Secure = context.Request.IsHttps });
        }

        if (isForm)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "/";
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    internal sealed record TokenOrder(string? Token);
}
