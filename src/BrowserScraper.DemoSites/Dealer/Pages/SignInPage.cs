using System.Net;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class SignInPage
{
    public static string Render(string formToken, string returnUrl, string? problem = null) => PageFrame.Render(
        "Sign in",
        $"""
            <section class="card">
              <h1>Sign in</h1>
              <p class="muted">Inventory, prices and window stickers for our partner dealers.</p>
              {(problem is null ? "" : $"""<p class="alert" role="alert">{problem}</p>""")}
              <form method="post" action="/sign-in">
                <input type="hidden" name="{FormGuard.Field}" value="{formToken}">
                <input type="hidden" name="returnUrl" value="{WebUtility.HtmlEncode(returnUrl)}">
                <label for="username">User name</label>
                <input id="username" name="username" autocomplete="username" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button type="submit">Sign in</button>
              </form>
            </section>
        """,
        isSignedIn: false,
        width: "narrow");
}
