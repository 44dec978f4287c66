using System.Net;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>What a sign-in page is drawn from.</summary>
/// <param name="Token">The value of the form's hidden field.</param>
/// <param name="ReturnUrl">Where the visitor wanted to go.</param>
/// <param name="Problem">Why the last try was refused; null for the first. Safe text.</param>
internal sealed record SignInForm(string Token, string ReturnUrl, string? Problem = null)
{
    /// <summary>The form, and above it what is wrong.</summary>
    public string Html => $"""
              {(Problem is null ? "" : $"""<p class="alert" role="alert">{Problem}</p>""")}
              <form method="post" action="/sign-in">
                <input type="hidden" name="{FormGuard.Field}" value="{Token}">
                <input type="hidden" name="{ReturnAddress.Field}" value="{WebUtility.HtmlEncode(ReturnUrl)}">
                <label for="username">User name</label>
                <input id="username" name="username" autocomplete="username" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button type="submit">Sign in</button>
              </form>
        """;
}
