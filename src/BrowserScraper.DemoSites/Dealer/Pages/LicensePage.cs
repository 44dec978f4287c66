using System.Net;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class LicensePage
{
    private const string Terms = """
        <p>These terms apply each time you sign in to the Lakemont Dealer Exchange (the "Exchange").</p>
        <h2>1. What you may do</h2>
        <p>You may look at vehicles, prices and window stickers, and keep copies of them, as far as the business of your
        dealership needs them. You may let a program do this for you as long as it signs in with your own account.</p>
        <h2>2. What you may not do</h2>
        <p>You may not pass your password on, offer the data to others as a service of your own, or put more load on the
        Exchange than your work requires.</p>
        <h2>3. Prices and equipment</h2>
        <p>Prices are asking prices in US dollars, without tax, title and registration. A vehicle may have been sold
        since its page was last changed. What counts is the window sticker on the day of the sale.</p>
        <h2>4. Photographs</h2>
        <p>Pictures show a sample vehicle of the same class. Color and equipment may differ from the
        vehicle on offer.</p>
        <h2>5. Availability</h2>
        <p>The Exchange may be slow or out of reach at times, and may end your session without notice.</p>
        <h2>6. End of access</h2>
        <p>Access ends with the contract of your dealership. Copies that the law does not require you to keep
        are deleted then.</p>
        <h2>7. Demonstration</h2>
        <p>This is a demonstration. No contract comes about, and nothing on the Exchange is for sale.</p>
        """;

    public static string Render(string formToken, string returnUrl, string? problem = null) => DealerFrame.Render(
        "License terms",
        $"""
            <section class="card">
              <h1>License terms</h1>
              {(problem is null ? "" : $"""<p class="alert" role="alert">{problem}</p>""")}
              <div class="terms" tabindex="0" role="region" aria-label="License text">{Terms}</div>
              <form method="post" action="/license">
                <input type="hidden" name="{FormGuard.Field}" value="{formToken}">
                <input type="hidden" name="returnUrl" value="{WebUtility.HtmlEncode(returnUrl)}">
                <label class="check"><input type="checkbox" name="accept" value="yes" required>
                  I have read and accept the license terms</label>
                <button type="submit">Accept and continue</button>
              </form>
            </section>
        """,
        width: "medium");
}
