using BrowserScraper.Pacing;

namespace BrowserScraper.Output;

/// <summary>A lane got no answer, or half of one; another lane may get it.</summary>
/// <param name="trouble">What came in its place.</param>
/// <param name="begun">When the request began.</param>
/// <param name="cause">What led to it.</param>
internal sealed class TroubleException(NetworkTrouble trouble, DateTimeOffset begun, Exception? cause = null)
    : Exception(trouble.Why, cause)
{
    public NetworkTrouble Trouble => trouble;

    public DateTimeOffset Begun => begun;
}
