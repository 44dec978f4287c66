namespace BrowserScraper.Server;

/// <summary>A request that is refused, with the status and the words that its sender gets.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What is wrong, and what is allowed.</param>
internal sealed class ServiceException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>Where several things are wrong: one line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
