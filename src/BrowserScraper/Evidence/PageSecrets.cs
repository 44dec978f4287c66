using BrowserScraper.Redaction;
using Microsoft.Playwright;

namespace BrowserScraper.Evidence;

/// <summary>Asks the browser for what must not stand in evidence: the cookies of a context, and what a page has in its storage.</summary>
internal static class PageSecrets
{
    private const string Storage = """
        () => {
          const values = [];
          for (const kind of ['localStorage', 'sessionStorage']) {
            try { values.push(...Object.values(window[kind])); } catch { /* it has none */ }
          }
          return values.filter(value => value.length >= 16).slice(0, 1000);
        }
        """;

    /// <returns>What now knows the cookies.</returns>
    public static async Task<RunSecrets> ReadCookiesAsync(IBrowserContext context, RunSecrets secrets)
    {
        foreach (BrowserContextCookiesResult cookie in await context.CookiesAsync())
        {
            secrets.AddCookie(cookie.Value);
        }

        return secrets;
    }

    /// <summary>The same for what this page has in its storage; a page that hangs does not answer.</summary>
    public static async Task<RunSecrets> ReadStorageAsync(IPage page, RunSecrets secrets)
    {
        foreach (string value in await page.EvaluateAsync<string[]>(Storage))
        {
            secrets.AddStored(value);
        }

        return secrets;
    }
}
