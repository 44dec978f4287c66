using System.Text;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Media.Sources;

internal static class Robots
{
    /// <param name="context">The request.</param>
    /// <param name="allowsAll">Else searches are forbidden.</param>
    /// <param name="isOdd">As some sites have it: right, and nothing like the example in a book.</param>
    public static Task SendAsync(HttpContext context, bool allowsAll, bool isOdd = false)
    {
        string rules = allowsAll ? "" : " /search";
        return isOdd
            ? SendOddAsync(
                context,
                "User-agent: other\rDisallow: /\r\rUser-agent: BrowserScraper/1.0\r"
                    + $"Disallow:{rules}\r\rUser-agent: *\rDisallow: /\r")
            : context.TextAsync($"User-agent: *\nDisallow:{rules}\n");
    }

    private static async Task SendOddAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentDisposition = "attachment";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"\uFEFF{text}"), context.RequestAborted);
    }
}
