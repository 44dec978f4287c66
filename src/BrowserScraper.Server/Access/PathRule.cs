using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.Server.Access;

/// <summary>
/// No address leads upwards. Nothing here is found by a path from outside, and the web server has resolved what is plain; who sends such an
/// address means no good, or does not know what it gets.
/// </summary>
internal static class PathRule
{
    private const int MostLayers = 4;

    private static readonly char[] Separators = ['/', '\\'];

    /// <exception cref="ServiceException">It does.</exception>
    public static void Check(HttpContext context)
    {
        string raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        string path = raw.Split('?', 2)[0];
        for (int layer = 0; layer < MostLayers; layer++)
        {
            if (path.Split(Separators).Any(part => part is ".." or "." || part.Contains('\0')))
            {
                throw new ServiceException(StatusCodes.Status400BadRequest, "an address must not hold . or .. as a part");
            }

            string inner = Uri.UnescapeDataString(path);
            if (inner == path)
            {
                return;
            }

            path = inner;
        }

        throw new ServiceException(StatusCodes.Status400BadRequest, "an address must not be encoded again and again");
    }
}
