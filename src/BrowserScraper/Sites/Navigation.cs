using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Opens an address and ends the attempt with the right outcome where the site answers with anything but the page.</summary>
internal sealed class Navigation(SessionRules rules)
{
    /// <summary>How a session's rules tell who is signed in.</summary>
    public SessionRules Rules => rules;

    /// <summary>Always loads a document: an address that differs behind its # alone, or not at all, would leave the old one.</summary>
    /// <param name="guard">Of the attempt, and its page.</param>
    /// <param name="page">The page.</param>
    /// <param name="wanted">Where to.</param>
    /// <param name="unless">Where the site says that the item is not to be had, or null.</param>
    public async Task OpenAsync(SessionGuard guard, IPage page, Uri wanted, ILocator? unless = null)
    {
        Uri address = rules.Visits.Taken(wanted);
        if (address.Fragment.Length > 0 && page.Url.Split('#')[0] == address.AbsoluteUri.Split('#')[0])
        {
            await page.GotoAsync("about:blank");
        }

        IResponse answer = await GoAsync(page, address, WaitUntilState.DOMContentLoaded)
            ?? throw new ItemEndedException(new ItemOutcome.Failed($"no document came from {address.GetLeftPart(UriPartial.Path)}"));
        ItemOutcome? outcome = answer.Ok
            ? WallOf(answer, address)
            : HttpAnswer.Judge(answer.Status, await answer.HeaderValueAsync("retry-after"), address.AbsoluteUri, rules.Time.GetUtcNow());

        // 403 alone may pass, as many a site says it to whoever is too fast; what the page says decides.
        if (unless is not null && (outcome is null or ItemOutcome.Rejected || answer is { Status: 403 })
            && await unless.OptionalTextAsync() is { } notice)
        {
            throw new ItemEndedException(new ItemOutcome.Rejected(notice));
        }

        if (outcome is not null)
        {
            throw new ItemEndedException(outcome);
        }

        await guard.OpenedAsync(address);
    }

    /// <summary>
    /// What sites put before their pages with status 200: Cloudflare names it in a header, and Retry-After belongs to no page that is
    /// right.
    /// </summary>
    private ItemOutcome.Throttled? WallOf(IResponse answer, Uri address) =>
        answer.Headers.TryGetValue("cf-mitigated", out string? mitigated)
            ? new($"a bot check ({mitigated}) for {address.GetLeftPart(UriPartial.Path)}", rules.Time.GetUtcNow() + rules.WallPause)
                { IsWall = true }
        : answer.Headers.TryGetValue("retry-after", out string? later)
            ? new($"{answer.Status} with Retry-After for {address.GetLeftPart(UriPartial.Path)}",
                HttpAnswer.Later(later, rules.Time.GetUtcNow())) { IsWall = true }
        : null;

    /// <inheritdoc cref="Pacing.Visits.GoAsync"/>
    public Task<IResponse?> GoAsync(IPage page, Uri address, WaitUntilState until, bool takesAnyStatus = false) =>
        rules.Visits.GoAsync(page, address, until, takesAnyStatus);
}
