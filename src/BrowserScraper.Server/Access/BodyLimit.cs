namespace BrowserScraper.Server.Access;

/// <summary>How large a request's body may be.</summary>
internal static class BodyLimit
{
    public const long MostBytes = 10 * 1024 * 1024;
}
