using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class SignInPage
{
    public static string Render(SignInForm form) => PageFrame.Render(
        "Sign in",
        $"""
            <section class="card">
              <h1>Sign in</h1>
              <p class="muted">Inventory, prices and window stickers for our partner dealers.</p>
        {form.Html}
            </section>
        """,
        isSignedIn: false,
        width: "narrow");
}
