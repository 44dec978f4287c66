using BrowserScraper.Browsers;
using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Session;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Accounts;

/// <summary>
/// The accounts that share a job's items, each with a session and pages of its own. One that the site refuses is set
/// aside, and the rest go on; the last one's refusal stops the run. Members may be called concurrently.
/// </summary>
internal sealed class AccountPool : IAsyncDisposable
{
    private readonly List<AccountLease> seats = [];
    private readonly HashSet<AccountLease> aside = [];
    private readonly Lock gate = new();
    private readonly RunEventStream events;

    public AccountPool(
        JobPlan plan, JobFolder folder, BrowserHost browsers, SessionRules rules, EvidenceFolder evidence, RunEventStream events,
        TimeProvider time)
    {
        this.events = events;
        PageNumbers numbers = new();

        // Whoever signs in may have to see the page.
        ResourceBlocker blocker =
            new(plan.Settings.BlockResources, plan.Settings.AreImagesOff, plan.Script.BlockedUrls,
            () => seats.Any(seat => seat.Session.IsSigningIn));
        for (int index = 0; index < plan.Accounts.Count; index++)
        {
            int pages = Math.Max(1, (plan.Settings.Pages + index) / plan.Accounts.Count);
            SiteAccount account = plan.Accounts[index];
            string name = plan.Accounts.Count == 1 ? plan.Script.Name : $"{plan.Script.Name}-{SafeFileName.From(account.Username)}";
            BrowserSession session =
                new(browsers, plan.SignInAs(account, rules), Options(plan, folder.SessionOf(name), Keep) with { Hosts = rules.Hosts },
                notice => events.Publish(Told(notice)), time);
            PagePool pool = new(session, new() { Count = pages }, blocker, numbers, events.Publish, time);
            seats.Add(new(account, session, pool, pages));

            Task<string?> Keep(IPage page, string why) => evidence.KeepPageAsync(page, new("sign-in"), why, time);
        }
    }

    public IReadOnlyList<AccountLease> All => seats;

    /// <summary>An account that is in use.</summary>
    public AccountLease Any
    {
        get
        {
            lock (gate)
            {
                return seats.First(seat => !aside.Contains(seat));
            }
        }
    }

    public IReadOnlyList<SetAsideAccount> SetAside
    {
        get
        {
            lock (gate)
            {
                return [.. seats.Where(aside.Contains).Select(seat => new SetAsideAccount(seat.Account.Username, seat.PageCount))];
            }
        }
    }

    /// <summary>The page with that number; null where there is none, or it is not open now.</summary>
    public IPage? PageOf(int number) => seats.Select(seat => seat.Pages.PageOf(number)).FirstOrDefault(page => page is not null);

    /// <summary>Whether the run goes on without it.</summary>
    public bool IsSetAside(AccountLease seat)
    {
        lock (gate)
        {
            return aside.Contains(seat);
        }
    }

    /// <summary>Signs in until one account is in; the others follow when they begin to work.</summary>
    /// <exception cref="RunStopException">The site refuses every account.</exception>
    public async Task SignInFirstAsync(CancellationToken stopping)
    {
        while (true)
        {
            AccountLease seat = Any;
            try
            {
                await seat.Session.RenewAsync(seen: 0, why: null, stopping);
                return;
            }
            catch (RunStopException refused) when (TrySetAside(seat, refused))
            {
                // The next one, then.
            }
        }
    }

    /// <returns>False where the account is the last one, or where it is not the account's fault.</returns>
    public bool TrySetAside(AccountLease seat, RunStopException refused)
    {
        lock (gate)
        {
            if (refused.Reason != StopReason.SignInRefused || aside.Count == seats.Count - 1)
            {
                return aside.Contains(seat);
            }

            if (aside.Add(seat))
            {
                events.Publish(
                    new RunEvent.Notice(
                        $"ACCOUNT SET ASIDE: {seat.Account.Username}: {refused.Message}; "
                            + $"{(seat.PageCount == 1 ? "1 page stands" : $"{seat.PageCount} pages stand")} idle, and the other accounts "
                                + $"go on ({seats.Count - aside.Count})"));
            }

            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (AccountLease seat in seats)
        {
            (IReadOnlyList<TokenUse> lineage, IReadOnlyList<TokenFinding> found) = (seat.Session.Lineage, seat.Session.Tokens.Found);
            if (lineage.Count + found.Count > 0)
            {
                events.Publish(new RunEvent.TokenLineage(seat.Account.Username, lineage) { Found = found });
            }

            await seat.Session.DisposeAsync();
        }
    }

    private static SessionOptions Options(JobPlan plan, string store, Func<IPage, string, Task<string?>> evidence) => new()
    {
        Evidence = evidence,
        Secrets = plan.Secrets,
        MaxSignIns = plan.Settings.MaxSignIns,
        RequestTimeout = plan.Settings.RequestTimeout,
        SignInTimeout = plan.Settings.StepsTimeout,
        StorePath = store,
        Locale = plan.Settings.PageLocale,
        TimeZone = plan.Settings.PageTimeZone,
        LeastShards = plan.LeastShards,
        MostShards = plan.MostShards,
        Tokens = new()
        {
            Mode = plan.Settings.TokenMode,
            Requests = plan.Script.TokenRequests,
            Keys = plan.Script.TokenKeys,
            RequestTimeout = plan.Settings.RequestTimeout,
            SaveInterval = plan.Settings.TokenSaveInterval,
        },
    };

    private static RunEvent Told(SessionNotice notice) => notice switch
    {
        SessionNotice.SignedIn signedIn => new RunEvent.SignedIn(signedIn.Generation, signedIn.Took, signedIn.FromStore),
        SessionNotice.Told told => new RunEvent.Notice(told.Text),
        SessionNotice.SignInTrouble trouble => new RunEvent.Notice($"SIGN-IN: try {trouble.Attempt} failed ({trouble.Why}); trying again"),
        _ => throw new InvalidOperationException($"no event for {notice}"),
    };
}
