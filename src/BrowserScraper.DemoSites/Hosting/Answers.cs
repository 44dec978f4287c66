using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>The kinds of answer that every portal gives.</summary>
internal static class Answers
{
    public static async Task HtmlAsync(this HttpContext context, string html, int status = StatusCodes.Status200OK)
    {
        byte[] body = Encoding.UTF8.GetBytes(html);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task JsonAsync<T>(this HttpContext context, T value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, JsonSerializerOptions.Web, context.RequestAborted);
    }

    /// <summary>429: come again in a second.</summary>
    public static Task TooManyAsync(this HttpContext context, string html)
    {
        context.Response.Headers.RetryAfter = "1";
        return context.HtmlAsync(html, StatusCodes.Status429TooManyRequests);
    }

    public static Task RedirectAsync(this HttpContext context, string localAddress)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(localAddress);
        return Task.CompletedTask;
    }

    public static Task TextAsync(this HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Ends when the client goes away or the host stops; either way the client gets no answer, or no more of it.</summary>
    public static async Task HangAsync(this HttpContext context)
    {
        using CancellationTokenSource over = context.EndOfInterest();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    /// <summary>Cancelled when the client goes away or the host stops. To be disposed.</summary>
    public static CancellationTokenSource EndOfInterest(this HttpContext context) =>
        CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
}
