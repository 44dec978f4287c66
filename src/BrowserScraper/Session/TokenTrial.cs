using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Settles after a sign-in, on one page and before several work, whether cookies rotate. Strict rotation cannot be told by looking from
/// cookies that are issued anew with each answer while older ones stay good; so the home page is asked for once with older ones. Not
/// concurrent; its owner sees to that.
/// </summary>
internal sealed class TokenTrial(CookieManager tokens, SignInSteps steps, TimeProvider time)
{
    /// <summary>How long a value has been replaced when it is tried: longer than requests that pass each other take.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    /// <summary>The first shows a change, the second that it comes with each answer.</summary>
    private const int MostLooks = 2;

    /// <param name="page">A page of the session; it shows home, or what the site leads to after a sign-in.</param>
    /// <param name="mayTry">Nobody else is at work, and there may be a further sign-in.</param>
    public async Task<TrialEnd> SettleAsync(IPage page, bool mayTry)
    {
        tokens.Looking(true);
        try
        {
            for (int look = 0; look < MostLooks && tokens.IsInDoubt; look++)
            {
                await LookAsync(page);
            }

            return mayTry && tokens.Untried is { Count: > 0 } keys ? await TryAsync(page, keys) : TrialEnd.None;
        }
        finally
        {
            tokens.Looking(false);
        }
    }

    private async Task<TrialEnd> TryAsync(IPage page, IReadOnlyList<CookieKey> keys)
    {
        Dictionary<CookieKey, BrowserContextCookiesResult> older = await JarAsync(page, keys);
        await LookAsync(page);
        Dictionary<CookieKey, BrowserContextCookiesResult> newest = await JarAsync(page, keys);
        CookieKey[] tried =
            [.. older.Keys.Where(key => newest.TryGetValue(key, out BrowserContextCookiesResult? now) && now.Value != older[key].Value)];
        if (tried.Length == 0)
        {
            return TrialEnd.None;
        }

        await Task.Delay(Age, time);
        tokens.Try(tried);
        bool? wasTaken = null;
        try
        {
            await page.Context.AddCookiesAsync(tried.Select(key => CookieSync.Copy(older[key])));
            wasTaken = await IsTakenAsync(page);
        }
        finally
        {
            tokens.Tried(tried, wasTaken);
            if (wasTaken != true)
            {
                await page.Context.AddCookiesAsync(tried.Select(key => CookieSync.Copy(newest[key])));
            }
        }

        return wasTaken == true ? TrialEnd.Taken : TrialEnd.Refused;
    }

    private async Task<bool> IsTakenAsync(IPage page)
    {
        try
        {
            return await LookAsync(page) == SessionView.SignedIn;
        }
        catch (ItemEndedException ended) when (ended.Outcome is not (ItemOutcome.Unreachable or ItemOutcome.Throttled))
        {
            return false;
        }
    }

    private async Task<SessionView> LookAsync(IPage page)
    {
        await steps.GoHomeAsync(page);
        return await steps.SeeAsync(page, true);
    }

    private static async Task<Dictionary<CookieKey, BrowserContextCookiesResult>> JarAsync(IPage page, IReadOnlyList<CookieKey> keys) =>
        (await page.Context.CookiesAsync()).Where(cookie => keys.Contains(CookieKey.Of(cookie)) && cookie.PartitionKey is null)
            .ToDictionary(CookieKey.Of);
}
