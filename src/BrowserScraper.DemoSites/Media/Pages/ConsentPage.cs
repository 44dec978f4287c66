using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>A question in front of the results, which are not in the page before it is answered.</summary>
internal static class ConsentPage
{
    /// <summary>The script sets it to <see cref="Accepted"/>.</summary>
    public const string Cookie = "consent";
    public const string Accepted = "all";

    public static string Render(SourceFacts source, string query) => ResultsPage.Frame(
        source,
        query,
        """
            <p class="quiet">Please answer the question about cookies first.</p>
            <div class="curtain">
              <section role="dialog" aria-modal="true" aria-labelledby="question" data-testid="consent">
                <h2 id="question">We value your privacy</h2>
                <p>We and our 214 invented partners would like to store cookies on your device, and to read them again.</p>
                <p class="alert" role="alert" data-testid="error" hidden>That did not work. Please try again.</p>
                <button type="button" data-action="accept">Accept all</button>
              </section>
            </div>
        """,
        "consent.js");
}
