using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Opens an address and ends the attempt with the right outcome where the site answers with anything but the page.</summary>
internal sealed class Navigation(SiteScript script, TimeProvider time)
{
    /// <param name="page">The page.</param>
    /// <param name="address">Where to.</param>
    /// <param name="unless">Where the site says that the item is not to be had, or null.</param>
    public async Task OpenAsync(IPage page, Uri address, ILocator? unless = null)
    {
        IResponse? answer = await GoAsync(page, address, WaitUntilState.DOMContentLoaded);
        ItemOutcome? outcome = answer is null or { Ok: true }
            ? null
            : HttpAnswer.Judge(answer.Status, await answer.HeaderValueAsync("retry-after"), address.AbsoluteUri, time.GetUtcNow());

        // 403 alone may pass, as many a site says it to whoever is too fast; what the page says decides.
        if (unless is not null && (outcome is null or ItemOutcome.Rejected || answer is { Status: 403 }) && await unless.OptionalTextAsync() is { } notice)
        {
            throw new ItemEndedException(new ItemOutcome.Rejected(notice));
        }

        if (outcome is not null)
        {
            throw new ItemEndedException(outcome);
        }

        // Led elsewhere: that may be the site's way, or the sign-in page.
        if (script.NeedsSignIn && page.Url.Split('#')[0] != address.AbsoluteUri.Split('#')[0] && !await script.IsSignedInAsync(page))
        {
            throw new ItemEndedException(new ItemOutcome.SignedOut($"led to {page.Url.Split('?')[0]}"));
        }
    }

    /// <summary>Goes there; no answer within REQUEST_TIMEOUT ends the attempt, and says where.</summary>
    public static async Task<IResponse?> GoAsync(IPage page, Uri address, WaitUntilState until)
    {
        try
        {
            return await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = until });
        }
        catch (TimeoutException late)
        {
            throw new ItemEndedException(new ItemOutcome.Failed($"no answer in time from {address.AbsoluteUri} (REQUEST_TIMEOUT)"), late);
        }
    }
}
