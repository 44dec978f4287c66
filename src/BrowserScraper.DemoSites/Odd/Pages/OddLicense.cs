using System.Net;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd.Pages;

internal static class OddLicense
{
    public static string Render(string token, string returnUrl) => OddFrame.Inside(OddSignOut.LicenseBetween, "License terms", $"""
        <h1>License terms</h1><p>You may look at the items and keep copies of them.</p>
        <form method="post" action="/license">
          <input type="hidden" name="{FormGuard.Field}" value="{token}">
          <input type="hidden" name="{ReturnAddress.Field}" value="{WebUtility.HtmlEncode(returnUrl)}">
          <input type="checkbox" id="license" name="accept" value="yes" required>
          <label for="license">I have read and accept the license terms</label>
          <button type="submit">Accept and continue</button>
        </form>
        """);
}
