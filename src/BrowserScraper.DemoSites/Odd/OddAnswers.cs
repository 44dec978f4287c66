using System.Text;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Sends documents: kept by the browser or not, whole or broken off.</summary>
internal sealed class OddAnswers(OddPortalOptions options, OddCounters counters)
{
    private const string LongAgo = "Wed, 01 Jan 2020 00:00:00 GMT";

    private int toCut;

    /// <summary>The next so many documents are broken off in the middle.</summary>
    public void CutNext(int documents) => Interlocked.Add(ref toCut, documents);

    public Task PageAsync(HttpContext context, string html, int status = StatusCodes.Status200OK) =>
        TakeCut() ? CutAsync(context, html) : WholeAsync(context, html, status);

    public Task CutAsync(HttpContext context, string html)
    {
        counters.Add(OddCount.Cut);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.SendBrokenOffAsync(Encoding.UTF8.GetBytes(html));
    }

    private async Task WholeAsync(HttpContext context, string html, int status)
    {
        byte[] body = Encoding.UTF8.GetBytes(html);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        switch (options.SignOut)
        {
            case OddSignOut.CacheableForm:
                context.Response.Headers.CacheControl = "max-age=600";
                break;
            case OddSignOut.LastModifiedForm:
                context.Response.Headers.LastModified = LongAgo;
                break;
            default:
                context.Response.Headers.CacheControl = "no-store";
                break;
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private bool TakeCut()
    {
        if (Volatile.Read(ref toCut) > 0 && Interlocked.Decrement(ref toCut) >= 0)
        {
            return true;
        }

        return false;
    }
}
