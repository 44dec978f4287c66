using Microsoft.AspNetCore.Http;

namespace BrowserScraper.Server.Access;

/// <summary>What a request's body may be: JSON, and not large.</summary>
internal static class BodyRule
{
    public const long MostBytes = 10 * 1024 * 1024;

    /// <exception cref="ServiceException">It is something else. A length that nobody has told is counted as it comes.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.ContentLength > MostBytes)
        {
            throw new ServiceException(StatusCodes.Status413PayloadTooLarge, $"the body is too large; {MostBytes / 1_048_576} MB are allowed, so send it in parts");
        }

        bool hasBody = request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        bool isForm = request.Path == SignIn.Path && request.HasFormContentType;
        if ((hasBody || request.ContentType is not null) && !isForm && !request.HasJsonContentType())
        {
            throw new ServiceException(StatusCodes.Status415UnsupportedMediaType, "the body must be JSON (Content-Type: application/json)");
        }
    }
}
