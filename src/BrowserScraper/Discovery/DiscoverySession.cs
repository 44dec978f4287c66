using BrowserScraper.Accounts;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Discovery;

/// <summary>Whose page discovery reads the list on, and what is done about that account's session.</summary>
internal sealed record DiscoverySession
{
    /// <summary>Whom the marks on a list's pages concern, for what is learned of them.</summary>
    private const string Key = "discovery";

    /// <summary>Opens the page.</summary>
    public required Func<CancellationToken, Task<IPage>> OpenAsync { get; init; }

    /// <summary>How pages of a list are opened and looked at on it.</summary>
    public required Func<IPage, Task<ListSupport>> SupportAsync { get; init; }

    /// <summary>Closes it; given why, where it is still in use.</summary>
    public Func<IPage, string?, Task> CloseAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Completes when it is gone: calls under way then do not always end.</summary>
    public Func<IPage, Task> LossOf { get; init; } = _ => new TaskCompletionSource().Task;

    /// <summary>Has its garbage collected where it is time for that; given how many lists it has shown.</summary>
    public Func<IPage, int, Task> CollectAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>What an exception of the script's own says about a host; null for nothing.</summary>
    public Func<IPage, Exception, ItemOutcome?> Meaning { get; init; } = (_, _) => null;

    /// <summary>Looks whether the session of that generation holds, and signs in where it does not.</summary>
    /// <returns>False where it holds.</returns>
    public Func<int, CancellationToken, Task<bool>> ProveAsync { get; init; } = (_, _) => Task.FromResult(false);

    /// <summary>Something has hung in its browser.</summary>
    public Func<Exception, CancellationToken, Task> SuspectAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Whether discovery goes on with another account.</summary>
    public Func<RunStopException, bool> TrySetAside { get; init; } = _ => false;

    /// <summary>The session of an account that is in use.</summary>
    public static DiscoverySession Of(AccountPool accounts, SessionRules rules)
    {
        AccountLease account = accounts.Any;
        return Of(account, rules) with { TrySetAside = refused => accounts.TrySetAside(account, refused) && accounts.HasAny };
    }

    /// <summary>The session of the only account that there is.</summary>
    public static DiscoverySession Of(AccountLease account, SessionRules rules) => new()
    {
        OpenAsync = async stopping =>
        {
            IPage page = await account.Pages.OpenAsync("discovery", stopping);
            // a crash alone leaves calls on the page waiting
            page.OnCrash(() => _ = account.Pages.CloseAsync(page, why: "the page crashed"));
            await PageCache.BypassAsync(page, rules.Time); // to its end: a list from the cache may be that of nobody
            return page;
        },
        SupportAsync = page => SupportOfAsync(account, rules, page),
        CloseAsync = (page, why) => account.Pages.CloseAsync(page, why: why),
        LossOf = PageLoss.Of,
        CollectAsync = account.Pages.CollectAsync,
        Meaning = (page, thrown) => rules.Visits.Read(page, address: null, thrown, rules.Time.GetUtcNow()) as ItemOutcome.Unreachable,
        ProveAsync = (generation, stopping) =>
            account.Session.RenewAsync(generation, "a look at the home page, at the list's end", stopping, isProof: true),
        SuspectAsync = account.Session.SuspectAsync,
    };

    private static async Task<ListSupport> SupportOfAsync(AccountLease account, SessionRules rules, IPage page)
    {
        Navigation navigation = new(rules);
        SessionGuard guard = await rules.GuardAsync(page, Key);
        return new()
        {
            OpenAsync = address => navigation.OpenAsync(guard, page, address),
            CheckAsync = () => PageTexts.ReadAsync(guard, page, [], [], rules.RequestLimit),
            WatchAsync = over =>
                rules.IsNeeded ? guard.WatchAsync(why => _ = account.Pages.CloseAsync(page, why: why), over) : Task.CompletedTask,
            Seen = () => guard.Ended,
            IsProven = () => guard.IsProven,
            NeedsSignIn = rules.IsNeeded,
            RequestLimit = rules.RequestLimit,
            Generation = () => account.Session.Generation,
            RenewAsync = (generation, signedOut, stopping) => RenewAsync(account, rules, generation, signedOut, stopping),
            Arrived = () => rules.Findings.Forget(Key),
            AwayAsync = rules.Hosts.WaitAsync,
        };
    }

    private static async Task<bool> RenewAsync(
        AccountLease account, SessionRules rules, int generation, ItemOutcome.SignedOut signedOut, CancellationToken stopping)
    {
        bool isRenewed = await account.Session.RenewAsync(generation, $"discovery ({signedOut.Reason})", stopping);
        if (!isRenewed && signedOut.Cause is { Kind: SuspicionKind.Request or SuspicionKind.Elsewhere } cause)
        {
            // a form in the place of a list is never taken for one: it would be an empty page, and the list's end
            rules.Findings.Held(Key, cause);
        }

        return isRenewed;
    }
}
