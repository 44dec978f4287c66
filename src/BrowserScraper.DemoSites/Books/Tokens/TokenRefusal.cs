using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>How an address turns away whom it does not let in. None of these answers sets or clears a token.</summary>
/// <param name="SignedOut">There is no session, or not any more.</param>
/// <param name="Rejected">There is one, and the request came with a dead token or without any.</param>
internal sealed record TokenRefusal(RequestDelegate SignedOut, RequestDelegate Rejected)
{
    public static TokenRefusal Page { get; } = new(SignInPages.SendThereAsync, SignInPages.SendThereAsync);

    public static TokenRefusal Api { get; } = new(Unauthorized("signed-out"), Unauthorized("token-rejected"));

    /// <summary>What only a request for data gets: its access token has run out.</summary>
    public static RequestDelegate Expired { get; } = Unauthorized("expired");

    private static RequestDelegate Unauthorized(string error) =>
        context => context.JsonAsync(new { error }, StatusCodes.Status401Unauthorized);
}
