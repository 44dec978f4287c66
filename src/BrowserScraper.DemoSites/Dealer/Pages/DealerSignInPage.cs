using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class DealerSignInPage
{
    public static string Render(SignInForm form) => DealerFrame.Render(
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
