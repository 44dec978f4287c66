using System.Text;

namespace BrowserScraper.Output;

/// <summary>
/// Unpacks an answer as a browser does, whatever it was packed with, in the reverse order; a body that ends early is an error, never a
/// shorter file.
/// </summary>
internal static class Unpacking
{
    /// <summary>What is asked for.</summary>
    public const string Accepted = "gzip, br";

    /// <param name="body">The body as it comes.</param>
    /// <param name="packed">The values of Content-Encoding, in their order.</param>
    /// <exception cref="NotSupportedException">It is packed in a way that nobody here knows.</exception>
    public static Stream Of(Stream body, IReadOnlyList<string> packed) =>
        packed.Reverse().Aggregate(body, (inner, encoding) => encoding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => new WholeGzip(inner),
        "DEFLATE" => new WholeDeflate(inner),
        "BR" => new WholeBrotli(inner),
        _ when !IsPacking(encoding) => inner,
        _ => throw new NotSupportedException($"it is packed as '{encoding}'"),
    });

    /// <summary>The values of Content-Encoding, in their order; none where there is no such header.</summary>
    public static IReadOnlyList<string> ValuesOf(string? header) =>
        header?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether a value of Content-Encoding says that something is packed.</summary>
    public static bool IsPacking(string encoding) =>
        encoding.ToUpperInvariant() is not ("IDENTITY" or "NONE" or "BINARY" or "") && !IsCharset(encoding);

    /// <summary>Some servers put the letters' encoding there, and browsers pass over it.</summary>
    private static bool IsCharset(string encoding)
    {
        try
        {
            return Encoding.GetEncoding(encoding) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
