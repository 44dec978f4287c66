using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Opens an address and ends the attempt with the right outcome where the site answers with anything but the page.</summary>
internal sealed class Navigation(SiteScript script, TimeProvider time)
{
    public async Task OpenAsync(IPage page, Uri address)
    {
        IResponse? answer = await GoAsync(page, address, WaitUntilState.DOMContentLoaded);
        if (answer is not null && !answer.Ok)
        {
            string? retryAfter = await answer.HeaderValueAsync("retry-after");
            if (HttpAnswer.Judge(answer.Status, retryAfter, address.AbsoluteUri, time.GetUtcNow()) is { } outcome)
            {
                throw new ItemEndedException(outcome);
            }
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
