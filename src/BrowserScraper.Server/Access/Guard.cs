using BrowserScraper.Server.Endpoints;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.Server.Access;

/// <summary>Stands before everything else: who may ask, from where, and for what kind of address.</summary>
internal sealed class Guard(RequestDelegate next, HostRule hosts, TokenRule tokens)
{
    private static readonly string[] Free = ["/healthz", "/readyz", SignInEndpoints.Path];

    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (hosts.Refuse(request) is { } refusal)
        {
            throw refusal;
        }

        PathRule.Check(context);
        BodyRule.Check(request);
        if (!tokens.Knows(request) && !Free.Contains(request.Path.Value) && !DashboardEndpoints.IsAsset(request.Path))
        {
            return RefuseAsync(context);
        }

        return next(context);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        // A person who opens the address is shown where to sign in; a program is told what it lacks.
        if (HttpMethods.IsGet(context.Request.Method) && !context.WebSockets.IsWebSocketRequest
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect(SignInEndpoints.Path);
            return Task.CompletedTask;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new ServiceException(
            StatusCodes.Status401Unauthorized,
            "who calls must know SERVER_TOKEN: send Authorization: Bearer with it, or sign in at /sign-in");
    }
}
