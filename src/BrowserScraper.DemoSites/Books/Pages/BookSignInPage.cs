using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books.Pages;

internal static class BookSignInPage
{
    public static string Render(SignInForm form) => BookFrame.Render(
        "Sign in",
        $"""
            <div class="door">
              <section>
                <h1>Sign in</h1>
                <p class="quiet">Your books are where you left them.</p>
        {form.Html}
              </section>
            </div>
        """,
        isSignedIn: false);
}
