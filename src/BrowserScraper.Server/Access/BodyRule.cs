using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace BrowserScraper.Server.Access;

/// <summary>What a request's body may be: JSON, and not large.</summary>
internal static class BodyRule
{
    public const long MostBytes = 10 * 1024 * 1024;

    /// <summary>A form holds a token, and nothing else.</summary>
    private const long MostBytesOfForm = 16 * 1024;

    /// <exception cref="ServiceException">It is something else. A length that nobody has told is counted as it comes.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.ContentLength > MostBytes)
        {
            throw new ServiceException(
                StatusCodes.Status413PayloadTooLarge,
                $"the body is too large; {MostBytes / 1_048_576} MB are allowed, so send it in parts");
        }

        bool isForm = request.Path == SignInEndpoints.Path && request.HasFormContentType;
        if (isForm && request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytesOfForm;
        }

        if (isForm && request.ContentLength > MostBytesOfForm)
        {
            throw new ServiceException(
                StatusCodes.Status413PayloadTooLarge, $"the form is too large; {MostBytesOfForm / 1024} KB are allowed");
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) && type.Charset.HasValue
            && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new ServiceException(StatusCodes.Status415UnsupportedMediaType, $"the body must be UTF-8, not {type.Charset}");
        }

        bool hasBody = request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        if ((hasBody || request.ContentType is not null) && !isForm && !request.HasJsonContentType())
        {
            throw new ServiceException(StatusCodes.Status415UnsupportedMediaType, "the body must be JSON (Content-Type: application/json)");
        }
    }
}
